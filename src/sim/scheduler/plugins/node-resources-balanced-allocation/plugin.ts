import { MAX_NODE_SCORE, type PluginFactory, plugin, SKIP } from '../../framework.ts';
import { AMOUNT, type NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import { amountOf } from '../../resources.ts';

/** Prefers nodes whose resources would be in even use. Models plugins/noderesources/balanced_allocation.go. */
const NodeResourcesBalancedAllocation: PluginFactory = {
  name: 'NodeResourcesBalancedAllocation',
  create(args) {
    const names = ((args['resources'] as readonly { name: string }[] | undefined) ?? []).map(({ name }) => name);
    const isUsual = names.join() === 'cpu,memory';
    return plugin<undefined, undefined>({
      preScore: (pod) => (names.every((name) => amountOf(pod.specInfo.requests, name) === 0) ? SKIP : undefined),
      scoreAll(pod, nodes, _state, scores) {
        for (let i = 0; i < nodes.length; i++) {
          const node = nodes[i]!;
          const deviation = isUsual ? cpuMemoryDeviation(pod, node) : standardDeviation(fractionsOf(pod, node, names));
          scores[i] = Math.trunc((1 - deviation) * MAX_NODE_SCORE);
        }
      },
    });
  },
};

export default NodeResourcesBalancedAllocation;

/** The usual case without making a list: this runs for every node of every decision. */
function cpuMemoryDeviation({ specInfo: { requests } }: PodInfo, { at, table: { values } }: NodeInfo): number {
  const cpu = values[at + AMOUNT.allocatableCpu]!;
  const memory = values[at + AMOUNT.allocatableMemory]!;
  if (cpu === 0 || memory === 0) return 0;
  const cpuUse = Math.min((values[at + AMOUNT.requestedCpu]! + requests.cpu) / cpu, 1);
  const memoryUse = Math.min((values[at + AMOUNT.requestedMemory]! + requests.memory) / memory, 1);
  return Math.abs((cpuUse - memoryUse) / 2);
}

function fractionsOf(pod: PodInfo, node: NodeInfo, names: readonly string[]): number[] {
  const fractions: number[] = [];
  for (const name of names) {
    const allocatable = amountOf(node.allocatable, name);
    const wanted = amountOf(pod.specInfo.requests, name);
    const isExtended = name !== 'cpu' && name !== 'memory' && name !== 'ephemeral-storage';
    if (allocatable === 0 || (isExtended && wanted === 0)) continue;
    fractions.push(Math.min((amountOf(node.requested, name) + wanted) / allocatable, 1));
  }
  return fractions;
}

function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  // The same number, computed as upstream does: rounding decides between two scores.
  if (values.length === 2) return Math.abs((values[0]! - values[1]!) / 2);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length);
}
