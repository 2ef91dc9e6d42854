import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { parseTime } from '../../../base/time.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import type { CommittedWrite } from '../../apiserver/api-server.ts';
import type { HttpRequest, HttpResponse } from '../../apiserver/request.ts';
import { type ApiClient, createClient } from '../../client/client.ts';
import { ControlPlane, findKinds } from '../../cluster/control-plane.ts';
import { Engine } from '../../engine/engine.ts';
import { Trace } from '../../engine/trace.ts';
import type { KubectlResult } from '../../kubectl/env.ts';
import { kubectl } from '../../kubectl/kubectl.ts';
import { splitCommandLine } from '../../kubectl/split-command-line.ts';
import { type Host, Network } from '../../network/network.ts';
import { createTraceKubelet, type TraceKubelet } from './trace-kubelet.ts';

/** When the periodic work of the recorded cluster was due, in milliseconds of the story. */
export interface Phases {
  /** The node monitor (every 5 s) and the Pod garbage collector (every 20 s). */
  readonly monitorAtMs?: number;
  /** The resync of claims and volumes (every 15 s); not together with `monitorAtMs`. */
  readonly resyncAtMs?: number;
  /** The renewal of a node's Lease (every 10 s). */
  readonly renewAtMs?: Readonly<Record<string, number>>;
  /** Deletions of running Pods in other namespaces, which give Pods that did not fit another try. */
  readonly othersGoneAtMs?: readonly number[];
}

/** A control plane with three nodes like those of the recordings, at the moment when the story begins. */
export interface TraceWorld {
  readonly engine: Engine;
  readonly kinds: readonly Kind[];
  /** Virtual time of the beginning. */
  readonly startMs: number;
  readonly kubelets: ReadonlyMap<string, TraceKubelet>;
  readonly admin: ApiClient;
  /** The nodes and namespaces that there are, and what is in the namespace of the story. */
  initialObjects(): readonly KubeObject[];
  onCommit(listener: (write: CommittedWrite) => void): void;
  /** The machine of the person who gives the commands. */
  readonly host: Host;
  http(request: HttpRequest): Process<HttpResponse>;
  /** Runs a command line, in the namespace of the story if no other is given. */
  kubectl(
    command: string,
    stdin: string,
    inNamespace?: string,
    files?: ReadonlyMap<string, string>,
  ): Process<KubectlResult>;
  /** Ends the API server's process and starts a new one; runs until it answers. */
  restartApi(): void;
}

/** The cluster has come to rest by then. */
const SETTLE_MS = 60_000;
const LONG_PERIOD_MS = 20_000;
const RESYNC_MS = 15_000;
/** The controllers' periods count from the moment when they have been elected and their caches are filled. */
const CACHES_MS = 215;
/** The recorded namespaces were made so long before. */
const NAMESPACE_MS = 1_500;

/** A new process of the API server answers, and its clients have found it again. */
const RESTART_MS = 5_000;

const INITIAL = new Set(['Node', 'Namespace']);

/** Starts the cluster so that its clock shows `startedAt` at the beginning of the story, and makes the namespace. */
export function createTraceWorld(startedAt: string, namespace: string, phases: Phases, seed: number): TraceWorld {
  const resyncMs = ((phases.resyncAtMs ?? 0) + SETTLE_MS + LONG_PERIOD_MS) % RESYNC_MS;
  const phaseMs = phases.resyncAtMs === undefined ? (phases.monitorAtMs ?? 0) % LONG_PERIOD_MS : resyncMs;
  const startMs = SETTLE_MS + LONG_PERIOD_MS - phaseMs + CACHES_MS;
  const engine = new Engine(seed, parseTime(startedAt) - startMs);
  const network = new Network(engine, new Trace(engine, 1000));
  const kinds = findKinds();
  const plane = new ControlPlane({ engine, network, kinds });
  const operator: Host = { name: 'operator', scope: engine.root.child('operator') };
  const clientOf = (host: Host, user: string): ApiClient =>
    createClient({
      ...{ engine, network, host, scope: host.scope, user },
      server: () => plane.apiServer.listener,
      target: plane.host,
    });
  const admin = clientOf(operator, 'kubernetes-admin');
  const kubelets = startKubelets(engine, plane, (host) => clientOf(host, `system:node:${host.name}`), startMs, phases);
  engine.runUntil(startMs - NAMESPACE_MS);
  const namespaces = kinds.find(({ kind }) => kind === 'Namespace')!;
  const made = admin.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  engine.spawn(made);
  addOthers(engine, admin, startMs, phases.othersGoneAtMs ?? []);
  engine.runUntil(startMs);
  const http = (request: HttpRequest): Process<HttpResponse> => plane.apiServer.handle(request);
  const cache = {};
  return {
    engine,
    kinds,
    startMs,
    kubelets,
    admin,
    http,
    initialObjects: () =>
      plane.apiServer
        .snapshot()
        .flatMap(({ kind, object }) =>
          INITIAL.has(kind.kind) || object.metadata.namespace === namespace ? [object] : [],
        ),
    onCommit: (listener) => plane.onCommit(listener),
    host: operator,
    restartApi() {
      plane.stop('kube-apiserver');
      plane.start('kube-apiserver');
      engine.runUntil(engine.nowMs + RESTART_MS);
    },
    kubectl: (command, stdin, inNamespace = namespace, files) =>
      kubectl(splitCommandLine(command).slice(1), {
        transport: http,
        engine,
        host: operator,
        scope: operator.scope.child('kubectl'),
        nowMs: () => engine.unixMs,
        namespace: inNamespace,
        stdin,
        ...(files ? { files } : {}),
        cache,
      }),
  };
}

/** Pods of a story before this one, on a node and about to go. */
function addOthers(engine: Engine, admin: ApiClient, startMs: number, goneAtMs: readonly number[]): void {
  const namespace = 'default';
  for (const [i, atMs] of goneAtMs.entries()) {
    const name = `before-${i + 1}`;
    const spec = { nodeName: 'node-1', containers: [{ name: 'c', image: 'nginx:1.27' }] };
    engine.spawn(admin.create(PodKind, { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec }));
    const remove = (): void => void engine.spawn(admin.delete(PodKind, namespace, name, { gracePeriodSeconds: 0 }));
    engine.at(startMs + atMs, remove, undefined);
  }
}

function startKubelets(
  engine: Engine,
  plane: ControlPlane,
  clientOf: (host: Host) => ApiClient,
  startMs: number,
  phases: Phases,
): ReadonlyMap<string, TraceKubelet> {
  const pods = new Map<string, Pod>();
  const kubelets = new Map<string, TraceKubelet>();
  let nextIp = 1;
  for (const i of [1, 2, 3]) {
    const name = `node-${i}`;
    const host: Host = { name, scope: engine.root.child(name) };
    const kubelet = createTraceKubelet({
      ...{ engine, client: clientOf(host), scope: host.scope, name, hostIp: `192.168.10.1${i}` },
      renewAtMs: startMs + (phases.renewAtMs?.[name] ?? i * 100),
      pods: () => [...pods.values()].filter(({ spec }) => spec?.nodeName === name),
      nextPodIp: () => `10.244.${i}.${nextIp++}`,
    });
    kubelets.set(name, kubelet);
    engine.after(1_000, kubelet.start, undefined);
  }
  plane.onCommit(({ kind, object, type }) => {
    if (kind.kind !== 'Pod') return;
    const pod = object as Pod;
    if (type === 'DELETED') pods.delete(objectKey(pod));
    else {
      pods.set(objectKey(pod), pod);
      kubelets.get(pod.spec?.nodeName ?? '')?.observe(pod);
    }
  });
  return kubelets;
}
