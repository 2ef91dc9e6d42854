import { isBug } from '../../../api/control/bug.ts';
import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { isPodTerminal, podCondition } from '../../../api/pod.ts';
import { type Process, sleep, type Waitable, waitAll } from '../../../api/process.ts';
import { parseTime } from '../../../base/time.ts';
import ConfigMapKind from '../../../kinds/config-map/kind.ts';
import DaemonSetKind from '../../../kinds/daemon-set/kind.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import PodDisruptionBudgetKind from '../../../kinds/pod-disruption-budget/kind.ts';
import { spawnGuarded } from '../../client/guard.ts';
import { DEFAULT_CONFIG } from '../../scheduler/config.ts';
import { buildProfile } from '../../scheduler/profile.ts';
import { createHandle, lookedUpKinds } from '../../scheduler/scheduler.ts';
import { GroupBackOff } from './back-off.ts';
import { grow, tidyGroups } from './grow.ts';
import { type GroupNode, groupNodes } from './node-states.ts';
import { publishStatus } from './publish-status.ts';
import { type Scene, shrink } from './shrink.ts';
import { placed, Simulation } from './simulation.ts';
import type { AutoscalerOptions, AutoscalerState } from './state.ts';
import { setTaint, TO_BE_DELETED } from './taints.ts';
import { instantiate, templateOf } from './template.ts';

/** While all Pods that wait are younger than this, more may come: the next loop sees to them. */
const YOUNG_MS = 2_000;

/**
 * Starts a cluster autoscaler, which makes the groups of the cloud grow for Pods that fit nowhere, and shrink.
 * Must be called before the informers start. Models cluster-autoscaler/core/static_autoscaler.go of 1.32.
 */
export function startAutoscaler(options: AutoscalerOptions): void {
  const { engine, scope, informers } = options;
  const profile = buildProfile(DEFAULT_CONFIG.profiles[0]!, 100, createHandle(options));
  const [nodes, pods] = [informers.of(NodeKind), informers.of(PodKind)];
  const [daemonSets, budgets] = [informers.of(DaemonSetKind), informers.of(PodDisruptionBudgetKind)];
  const synced: Waitable<void>[] = [nodes, pods, daemonSets, budgets].map((one) => one.synced);
  const configMaps = options.spec.expanders.includes('priority') ? informers.of(ConfigMapKind) : undefined;
  if (configMaps) synced.push(configMaps.synced);
  for (const kind of lookedUpKinds()) synced.push(informers.of(kind).synced);
  const state: AutoscalerState = {
    ...options,
    ...{ profile, nodes, pods, daemonSets, budgets },
    unneededSince: new Map(),
    going: new Map(),
    backOff: new GroupBackOff(),
    growing: new Set(),
    configMaps,
    since: new Map(),
    statusMap: undefined,
    lastScaleUpMs: -Infinity,
    lastDeleteMs: -Infinity,
    lastFailureMs: -Infinity,
  };
  spawnGuarded(engine, scope, run(state, synced));
}

function* run(state: AutoscalerState, synced: readonly Waitable<void>[]): Process<void> {
  const { engine, spec, client } = state;
  yield* waitAll(synced);
  // An earlier process may have died in the middle of a removal.
  for (const { metadata } of [...state.nodes.list()]) {
    yield* setTaint(client, metadata.name!, TO_BE_DELETED, undefined, engine.unixMs);
  }
  for (;;) {
    const beganMs = engine.nowMs;
    try {
      yield* runOnce(state);
    } catch (error) {
      // The next loop tries again.
      if (isBug(error)) throw error;
    }
    yield* sleep(Math.max(0, beganMs + spec.scanIntervalMs - engine.nowMs));
  }
}

function* runOnce(state: AutoscalerState): Process<void> {
  const known = new Map([...state.nodes.list()].map((node) => [node.metadata.name!, node]));
  const groups = state.groups.map((group) => ({ group, nodes: groupNodes(group, known) }));
  if (tidyGroups(state, groups)) {
    // The next loop goes on with what is left.
    yield* publishStatus(state, groups, state.unneededSince.size, 'NoActivity');
    return;
  }
  const templates = state.groups.map(({ spec }) => templateOf(spec, state.daemonSets.list(), state.profile));
  const upcoming = groups.flatMap(({ nodes }, i) =>
    nodes.filter(isUpcoming).map(({ name }) => instantiate(templates[i]!, `upcoming-${name}`)),
  );
  const nodes = [...known.values(), ...upcoming.map(({ node }) => node)];
  const all = [...state.pods.list()].filter((pod) => !isPodTerminal(pod));
  const there = [
    ...all.filter((pod) => pod.spec?.nodeName),
    ...all.flatMap((pod) => promised(pod)),
    ...upcoming.flatMap(({ pods }) => pods),
  ];
  const { helped, waiting } = filterSchedulable(state, nodes, there, all.filter(isWaiting));
  const scene: Scene = { groups, nodes, placed: [...there, ...helped] };
  const sized = groups.map(({ group }, i) => ({
    template: templates[i]!,
    targetSize: group.targetSize,
    isBackedOff: state.backOff.of(group.spec.name, state.engine.nowMs) !== undefined,
  }));
  const result = waiting.length === 0 || areYoung(state, waiting) ? 'none' : grow(state, sized, scene, waiting);
  const candidates = result === 'grown' || result === 'error' ? 0 : yield* shrink(state, scene);
  const isInProgress = result === 'grown' || upcoming.length > 0;
  yield* publishStatus(
    state,
    groups,
    candidates,
    isInProgress ? 'InProgress' : result === 'failed' || result === 'error' ? 'Needed' : 'NoActivity',
  );
}

const isUpcoming = ({ state }: GroupNode): boolean => state === 'unregistered' || state === 'notStarted';

/** A Pod that others have been preempted for, where it will be. */
function promised(pod: Pod): Pod[] {
  const node = pod.status?.nominatedNodeName;
  return node && !pod.spec?.nodeName ? [placed(pod, node)] : [];
}

/** Whether the scheduler has found no node for a Pod. */
function isWaiting(pod: Pod): boolean {
  if (pod.spec?.nodeName || pod.metadata.deletionTimestamp || pod.status?.nominatedNodeName) return false;
  const condition = podCondition(pod, 'PodScheduled');
  return condition?.status === 'False' && condition.reason === 'Unschedulable';
}

function areYoung({ engine }: AutoscalerState, pods: readonly Pod[]): boolean {
  return pods.every(({ metadata }) => engine.unixMs - parseTime(metadata.creationTimestamp!) < YOUNG_MS);
}

/** Those that will find room without more nodes are not waited for. Models podlistprocessor/filter_out_schedulable.go. */
function filterSchedulable(
  { profile }: AutoscalerState,
  nodes: readonly Node[],
  there: readonly Pod[],
  waiting: readonly Pod[],
): { readonly helped: readonly Pod[]; readonly waiting: readonly Pod[] } {
  if (waiting.length === 0) return { helped: [], waiting: [] };
  const simulation = new Simulation(profile, nodes, there);
  const helped: Pod[] = [];
  const left: Pod[] = [];
  const byPriority = [...waiting].sort((a, b) => (b.spec?.priority ?? 0) - (a.spec?.priority ?? 0));
  for (const pod of byPriority) {
    const name = simulation.place(pod);
    if (name === undefined) left.push(pod);
    else helped.push(placed(pod, name));
  }
  return { helped, waiting: left };
}
