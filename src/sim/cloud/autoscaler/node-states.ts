import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import { UNINITIALIZED_TAINT } from '../../../api/taints.ts';
import { parseTime } from '../../../base/time.ts';
import type { NodeGroup } from '../node-group.ts';
import type { NodeCounts } from './status-map.ts';

/** A node that has not become Ready within so long of its creation never started. */
const START_MS = 120_000;

/** How far a machine of a group has come. */
export type NodeState = 'ready' | 'notStarted' | 'unready' | 'unregistered';

/** A machine of a group with its Node, if it has registered. */
export interface GroupNode {
  readonly name: string;
  readonly node: Node | undefined;
  readonly state: NodeState;
}

/** The machines of a group. Models clusterstate (updateReadinessStats, upcoming nodes). */
export function groupNodes(group: NodeGroup, nodes: ReadonlyMap<string, Node>): readonly GroupNode[] {
  return group.nodes().map((name) => {
    const node = nodes.get(name);
    return { name, node, state: stateOf(node) };
  });
}

function stateOf(node: Node | undefined): NodeState {
  if (!node) return 'unregistered';
  if (node.spec?.taints?.some(({ key }) => key === UNINITIALIZED_TAINT)) return 'notStarted';
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return 'ready';
  const changed = parseTime(ready?.lastTransitionTime ?? node.metadata.creationTimestamp!);
  return changed - parseTime(node.metadata.creationTimestamp!) < START_MS ? 'notStarted' : 'unready';
}

/** How many are in which state. */
export function countStates(all: readonly GroupNode[]): NodeCounts {
  const count = (wanted: NodeState): number => all.filter(({ state }) => state === wanted).length;
  const unregistered = count('unregistered');
  return {
    total: all.length - unregistered,
    ready: count('ready'),
    notStarted: count('notStarted'),
    unready: count('unready'),
    unregistered,
  };
}
