import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { DEFAULT_KUBELET_SETTINGS } from '../../api/kubelet-settings.ts';
import type { Descriptions } from '../../api/openapi.ts';
import type { Waitable } from '../../api/process.ts';
import type { Action, ClusterSpec, ImageSpec, MachineSpec, SupportSpec } from '../../api/scenario.ts';
import type { BootProgress } from '../../protocol/boot.ts';
import type { DecisionRow, PendingRow, QueueMoveRow, WhatIfRow } from '../../protocol/decisions.ts';
import type { NodeRow } from '../../protocol/view.ts';
import type { CommittedWrite } from '../apiserver/api-server.ts';
import type { KubeletAddress } from '../apiserver/kubelet-client.ts';
import type { HttpRequest, HttpResponse } from '../apiserver/request.ts';
import { createClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { Trace } from '../engine/trace.ts';
import { createRegistry } from '../images/registry.ts';
import { createDisks } from '../kubelet/disks.ts';
import { createMachines, type Machines } from '../machines/machines.ts';
import type { PlainMachineOptions } from '../machines/plain-machine.ts';
import { type Host, Network } from '../network/network.ts';
import { createPodNetwork } from '../network/pod-network.ts';
import { toDecisionRow } from '../scheduler/decision.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { Print, Workstation } from '../workstation/workstation.ts';
import { type ActionResult, createActor } from './actions.ts';
import { installAddons, PRELOADED, systemPodCount } from './addons.ts';
import { createComponents } from './components.ts';
import { ControlPlane, findKinds } from './control-plane.ts';
import { CONTROL_PLANE_MANIFESTS } from './control-plane-nodes.ts';
import { createDataPlane, type DataPlane } from './data-plane.ts';
import type { Machine, MachineOptions } from './machine.ts';
import { createMachinePool } from './machine-pool.ts';
import { createVitalSigns } from './vital-signs.ts';
import { ownerOf, wireCloud } from './wire-cloud.ts';

export type { ActionResult } from './actions.ts';

/** What a cluster is made from. */
export interface ClusterOptions {
  readonly cluster: ClusterSpec;
  readonly images: readonly ImageSpec[];
  /** Machines beside the cluster, and who repairs them. */
  readonly machines?: readonly MachineSpec[];
  readonly support?: SupportSpec | undefined;
  readonly seed: number;
  /** Unix milliseconds of virtual time 0; a fixed date by default, so that runs repeat. */
  readonly epochMs?: number;
  /** What the API server's OpenAPI documents say of types and fields. */
  readonly descriptions?: Descriptions;
  /** Pods that every machine runs from manifests on its disk. */
  readonly manifests?: readonly Pod[];
  /** Opens the page's editor for a program of the terminal. */
  readonly onEdit?: ((path: string, text: string) => void) | undefined;
  /** How many messages the trace keeps. */
  readonly traceLimit?: number;
}

/** The API server as its observers see it, whichever process serves at the time. */
export interface ClusterApi {
  /** Revision of the store. */
  readonly revision: number;
  /** Every committed write from now on. */
  onCommit(listener: (write: CommittedWrite) => void): void;
  /** All objects, as if they had just been added. */
  snapshot(): readonly CommittedWrite[];
}

/** A simulated cluster. Whoever has it runs its engine. */
export interface Cluster {
  readonly engine: Engine;
  readonly trace: Trace;
  readonly network: Network;
  readonly apiServer: ClusterApi;
  readonly controlPlane: ControlPlane;
  /** The worker machines, by name. */
  readonly nodes: ReadonlyMap<string, Machine>;
  /** Machines beside it, without Kubernetes. */
  readonly machines: Machines;
  readonly traffic: Traffic;
  /** The computer outside the cluster on which people run kubectl. */
  readonly operator: Host;
  /** Settles when all nodes are Ready and the Pods of kube-system run. */
  readonly up: Waitable<void>;
  /** How far it has come up. */
  bootProgress(): BootProgress;
  /** Virtual time when it was up, a whole second; Infinity before. */
  readonly upAtMs: number;
  /** Carries out what a person does; never fails, errors are in the result. */
  act(action: Action, print?: Print): Waitable<ActionResult>;
  /** The computer on which people type: completion of its lines. */
  readonly workstation: Workstation;
  /** Sends an HTTP request from the operator's computer to the API server; answers are lost when the scope dies. */
  http(request: HttpRequest, scope?: Scope): Future<HttpResponse>;
  /** What a person has done to a node's machine. */
  machineState(node: string): NodeRow['machine'];
  /** Whose a node's machine is. */
  cloudOf(node: string): NodeRow['cloud'];
  /** Last scheduling attempts of a Pod (`namespace/name`), newest first. */
  decisions(podKey: string): DecisionRow[];
  /** Last moves of a Pod in the scheduling queue, newest last. */
  queueMoves(podKey: string): QueueMoveRow[];
  /** Why a Pod has no node now; undefined when it has one, or when no scheduler runs. */
  whyPending(podKey: string): PendingRow | undefined;
  /** How the scheduler would decide now on a Pod: nothing changes by that. */
  whatIf(podKey: string, node: string, weights: Readonly<Record<string, number>>): WhatIfRow | undefined;
  /** Nothing but periodic work is going on: no input at work, no Pod on its way, no write for a few seconds. */
  settled(): boolean;
}

/** HTTP requests of people may take this long, such as watches that wait. */
const HTTP_TIMEOUT_MS = 60_000;

/** Puts machines and components together and starts them; the cluster is up when `up` has settled. */
export function createCluster(options: ClusterOptions): Cluster {
  const engine = new Engine(options.seed, options.epochMs);
  const trace = new Trace(engine, options.traceLimit);
  const network = new Network(engine, trace);
  const controlPlane = newControlPlane(options, network);
  const operator: Host = { name: 'operator', scope: engine.root.child('operator') };
  const server = (): ControlPlane['doors']['listener'] => controlPlane.doors.listener;
  const podNetwork = createPodNetwork();
  const base = {
    engine,
    registry: createRegistry(options.images),
    podNetwork,
    disk: createDisks(engine),
    surroundings: () => dataPlane.surroundings,
  };
  const pool = createMachinePool(options.cluster, controlPlane, {
    ...base,
    network,
    random: engine.random.fork('machines'),
    server,
    target: controlPlane.host,
    ...kubeletOptions(options),
    preloaded: PRELOADED,
    onComponent: (role, machine) => components.update(role, machine),
    proxyConfig: () => dataPlane.proxyConfig(),
  });
  const { nodes } = pool;
  controlPlane.kubelets = (name) => addressOf(nodes.get(name));
  const { autoscaler } = options.cluster;
  const ingresses = (): DataPlane['ingresses'] => dataPlane.ingresses;
  const components = createComponents({ network, podNetwork, server, controlPlane, ingresses, autoscaler });
  const vital = createVitalSigns(engine, nodes.size, systemPodCount(nodes.size) + furtherPods(options));
  const machineIp = (name: string): string | undefined => (nodes.get(name) ?? machines.all.get(name))?.ip;
  const dataPlane = createDataPlane({ controlPlane, network, podNetwork, nodes, vital, machineIp });
  const removeMachine = wireCloud(options.cluster, pool, controlPlane, dataPlane);
  const { traffic } = dataPlane;
  const machines = plainMachines(options, base, traffic);
  controlPlane.onCommit(vital.observe);
  install(network, controlPlane, operator, nodes, autoscaler !== undefined);

  const http = (request: HttpRequest, scope: Scope = operator.scope): Future<HttpResponse> =>
    network.call(operator, controlPlane.doors.http, controlPlane.host, request, HTTP_TIMEOUT_MS, scope);
  const targets = { network, nodes, controlPlane, machines, removeMachine };
  const records = schedulerRecords(controlPlane, () => vital.upAtMs);
  const push = (image: ImageSpec): void => base.registry.push(image);
  const { onEdit } = options;
  const actor = createActor({ engine, trace, operator, http, traffic, records, onEdit, push, ...targets });
  return {
    engine,
    trace,
    network,
    controlPlane,
    nodes,
    machines,
    traffic,
    operator,
    up: vital.up,
    get upAtMs() {
      return vital.upAtMs;
    },
    apiServer: observable(controlPlane),
    act: actor.act,
    workstation: actor.workstation,
    http,
    machineState: (node) => nodes.get(node)?.state ?? 'off',
    cloudOf: (node) => ownerOf(nodes.get(node), controlPlane),
    ...records,
    bootProgress: vital.bootProgress,
    settled: () => vital.up.settled && actor.pending() === 0 && vital.isQuiet() && !isBusy(nodes),
  };
}

function plainMachines(
  { machines = [], support }: ClusterOptions,
  base: Omit<PlainMachineOptions, 'random' | 'onExit' | 'onTrouble'>,
  traffic: Traffic,
): Machines {
  return createMachines({
    ...base,
    machines,
    support,
    random: base.engine.random.fork('plain machines'),
    onExit: (container) => traffic.ended(container),
    switchTo: (client, to) => traffic.switchTo(client, to),
  });
}

function isBusy(nodes: ReadonlyMap<string, Machine>): boolean {
  for (const { kubelet } of nodes.values()) if (kubelet && kubelet.busy > 0) return true;
  return false;
}

/** Installs, as the administrator, what every cluster has beside its components. */
function install(
  network: Network,
  controlPlane: ControlPlane,
  operator: Host,
  nodes: ReadonlyMap<string, Machine>,
  autoscales: boolean,
): void {
  const { engine } = network;
  const { scope } = operator;
  const server = (): ControlPlane['doors']['listener'] => controlPlane.doors.listener;
  const base = { engine, network, server, target: controlPlane.host, host: operator, scope };
  const client = createClient({ ...base, user: 'kubernetes-admin' });
  const specs = [...nodes.values()].map(({ spec }) => spec);
  spawnGuarded(engine, scope, installAddons(client, specs, autoscales));
}

/** What the scenario says of the machines' kubelets. */
function kubeletOptions({
  cluster,
  manifests = [],
}: ClusterOptions): Pick<MachineOptions, 'limits' | 'manifests' | 'settings'> {
  const { clientRateLimits: limits = true, kubelet: settings = DEFAULT_KUBELET_SETTINGS } = cluster;
  return { limits, manifests, settings };
}

/** Pods of kube-system beside the usual ones: of the control plane, where its machines have Node objects; the autoscaler's. */
function furtherPods({ cluster }: ClusterOptions): number {
  return (
    (cluster.autoscaler ? 1 : 0) + (cluster.controlPlaneAsNodes ? cluster.members * CONTROL_PLANE_MANIFESTS.length : 0)
  );
}

function newControlPlane({ descriptions, cluster }: ClusterOptions, network: Network): ControlPlane {
  const { members, clientRateLimits: limits = true } = cluster;
  return new ControlPlane({ engine: network.engine, network, kinds: findKinds(), descriptions, members, limits });
}

type Records = Pick<Cluster, 'decisions' | 'queueMoves' | 'whyPending' | 'whatIf'>;

/** What the scheduler has kept, with times as the run tells them. */
function schedulerRecords(controlPlane: ControlPlane, upAtMs: () => number): Records {
  const moved = (move: QueueMoveRow): QueueMoveRow => ({ ...move, atMs: move.atMs - upAtMs() });
  return {
    decisions: (podKey) => controlPlane.decisionLog.decisions(podKey).map((one) => toDecisionRow(one, upAtMs())),
    whyPending: (podKey) => controlPlane.scheduler?.whyPending(podKey),
    whatIf: (podKey, node, weights) => controlPlane.scheduler?.whatIf(podKey, node, weights),
    queueMoves: (podKey) => controlPlane.decisionLog.moves(podKey).map(moved),
  };
}

function addressOf(machine: Machine | undefined): KubeletAddress | undefined {
  return machine && { host: machine.host, ip: machine.ip, listener: machine.kubelet?.listener };
}

function observable(controlPlane: ControlPlane): ClusterApi {
  return {
    get revision() {
      return controlPlane.apiServer.revision;
    },
    onCommit: (listener) => controlPlane.onCommit(listener),
    snapshot: () => controlPlane.apiServer.snapshot(),
  };
}
