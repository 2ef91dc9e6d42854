import type { NodeRow } from '../../protocol/view.ts';
import { spanText } from '../store/format-time.ts';
import type { Measure } from '../store/view-store.ts';
import type { Stack } from './stack.ts';

const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);

/** The line below a node's name. */
export function nodeStatus(node: NodeRow, measure: Measure, stack: Stack, nowMs: number): string {
  if (node.ready !== 'True') return `NotReady ${spanText(nowMs - node.readySinceMs)}`;
  const cordon = node.unschedulable ? 'cordoned, ' : '';
  if (measure === 'pods') return `${cordon}${node.podCount === 1 ? '1 Pod' : `${node.podCount} Pods`}`;
  const [asked, all] =
    measure === 'cpu' ? [node.cpuRequestedMilli, node.cpuMilli] : [node.memoryRequestedBytes, node.memoryBytes];
  const percent = all > 0 ? Math.round((asked / all) * 100) : Math.round(stack.used);
  return `${cordon}${percent} % requested`;
}

/** What the empty part of a vessel says. */
export function freeText(node: NodeRow, measure: Measure, stack: Stack): string {
  if (measure === 'cpu') return `${Math.max(0, node.cpuMilli - Math.round(stack.used * 1000))}m free`;
  if (measure === 'memory') return `${gib(Math.max(0, node.memoryBytes - stack.used * 2 ** 30))} Gi free`;
  return `room for ${Math.max(0, node.maxPods - node.podCount)}`;
}

export function memoryText(node: NodeRow): string {
  return `mem ${gib(node.memoryRequestedBytes)} of ${gib(node.memoryBytes)} Gi`;
}

/** One sentence about a node, for screen readers and the pointer. */
export function nodeSentence(node: NodeRow): string {
  const state = node.ready === 'True' ? 'Ready' : 'NotReady';
  const cordon = node.unschedulable ? ', cordoned' : '';
  return `${node.name}, ${state}${cordon}, ${node.podCount} ${node.podCount === 1 ? 'Pod' : 'Pods'}`;
}
