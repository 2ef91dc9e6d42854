import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { spawnGuarded } from '../../client/guard.ts';
import type { NodeGroup } from '../node-group.ts';
import { removeNode } from './actuation.ts';
import type { GroupNode } from './node-states.ts';
import { planScaleDown, type Unneeded } from './scale-down.ts';
import type { AutoscalerState } from './state.ts';
import { CANDIDATE, isTainted, setTaint, TO_BE_DELETED } from './taints.ts';

/** --scale-down-delay-after-failure; after a deletion as long as a loop takes. */
const DELAY_AFTER_FAILURE_MS = 180_000;
/** --max-scale-down-parallelism and --max-drain-parallelism */
const MOST_AT_ONCE = 10;
const MOST_DRAINS = 1;
/** --max-bulk-soft-taint-count */
const MOST_TAINTS = 10;

/** The cluster as a loop has found it. */
export interface Scene {
  readonly groups: readonly { readonly group: NodeGroup; readonly nodes: readonly GroupNode[] }[];
  /** All nodes, those that are on their way too. */
  readonly nodes: readonly Node[];
  /** Pods on nodes, and those that will find room there. */
  readonly placed: readonly Pod[];
}

/** Looks which nodes are not needed, marks them, and removes those that have not been needed for long. Returns how many are not. */
export function* shrink(state: AutoscalerState, scene: Scene): Process<number> {
  const { engine, spec, going, unneededSince, profile } = state;
  const candidates = scene.groups.flatMap(({ nodes }) => nodes.flatMap((one) => candidate(state, one)));
  const budgets = [...state.budgets.list()];
  const { nodes, placed } = scene;
  const threshold = spec.utilizationThreshold;
  const { unneeded } = planScaleDown({ profile, nodes, placed, candidates, budgets, threshold });
  const names = new Set(unneeded.map(({ node }) => node.metadata.name!));
  for (const name of unneededSince.keys()) if (!names.has(name)) unneededSince.delete(name);
  for (const name of names) if (!unneededSince.has(name)) unneededSince.set(name, engine.nowMs);
  yield* markCandidates(state, names);
  const isCooling =
    engine.nowMs < state.lastScaleUpMs + spec.delayAfterAddMs ||
    engine.nowMs < state.lastDeleteMs + spec.scanIntervalMs ||
    engine.nowMs < state.lastFailureMs + DELAY_AFTER_FAILURE_MS;
  if (isCooling) return names.size;
  const due = unneeded.filter(({ node }) => engine.nowMs - unneededSince.get(node.metadata.name!)! >= spec.unneededMs);
  for (const one of due) {
    const group = groupOf(scene, one);
    if (!group || !mayGo(state, group, one)) continue;
    going.set(one.node.metadata.name!, one.pods.length > 0 ? 'drain' : 'empty');
    spawnGuarded(engine, state.scope, removeNode(state, group, one));
  }
  return names.size;
}

function candidate({ going }: AutoscalerState, { name, node, state }: GroupNode): Node[] {
  return node && state === 'ready' && !going.has(name) && !isTainted(node, TO_BE_DELETED) ? [node] : [];
}

function groupOf({ groups }: Scene, { node }: Unneeded): NodeGroup | undefined {
  return groups.find(({ nodes }) => nodes.some(({ name }) => name === node.metadata.name))?.group;
}

function mayGo({ going }: AutoscalerState, group: NodeGroup, { pods }: Unneeded): boolean {
  const ofGroup = group.nodes().filter((name) => going.has(name)).length;
  if (group.targetSize - ofGroup <= group.spec.min || going.size >= MOST_AT_ONCE) return false;
  return pods.length === 0 || [...going.values()].filter((one) => one === 'drain').length < MOST_DRAINS;
}

/** Keeps Pods off nodes that may go soon, if there are others. Models actuation/softtaint.go. */
function* markCandidates({ client, engine, nodes }: AutoscalerState, unneeded: ReadonlySet<string>): Process<void> {
  const wrong = [...nodes.list()].filter((node) => isTainted(node, CANDIDATE) !== unneeded.has(node.metadata.name!));
  for (const { metadata } of wrong.slice(0, MOST_TAINTS)) {
    const effect = unneeded.has(metadata.name!) ? 'PreferNoSchedule' : undefined;
    yield* setTaint(client, metadata.name!, CANDIDATE, effect, engine.unixMs);
  }
}
