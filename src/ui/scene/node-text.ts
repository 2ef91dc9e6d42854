import { figure } from '../../language/en/figure.ts';
import { numberText } from '../../language/numbers.ts';
import type { NodeRow } from '../../protocol/view.ts';
import { spanText } from '../store/format-time.ts';
import type { Measure } from '../store/view-store.ts';
import type { Stack } from './stack.ts';

const gib = (bytes: number) => numberText(bytes / 2 ** 30, 1, 1);

/** The line below a node's name. */
export function nodeStatus(node: NodeRow, measure: Measure, stack: Stack, nowMs: number): string {
  if (node.ready !== 'True') return figure('notReadyFor', { span: spanText(nowMs - node.readySinceMs) });
  if (measure === 'pods') return figure(node.unschedulable ? 'podCountCordoned' : 'podCount', { count: node.podCount });
  const [asked, all] =
    measure === 'cpu' ? [node.cpuRequestedMilli, node.cpuMilli] : [node.memoryRequestedBytes, node.memoryBytes];
  const percent = all > 0 ? Math.round((asked / all) * 100) : Math.round(stack.used);
  return figure(node.unschedulable ? 'requestedCordoned' : 'requested', { percent });
}

/** What the empty part of a vessel says. */
export function freeText(node: NodeRow, measure: Measure, stack: Stack): string {
  if (measure === 'cpu')
    return figure('cpuFree', { milli: Math.max(0, node.cpuMilli - Math.round(stack.used * 1000)) });
  if (measure === 'memory')
    return figure('memoryFree', { gibi: gib(Math.max(0, node.memoryBytes - stack.used * 2 ** 30)) });
  return figure('roomFor', { count: Math.max(0, node.maxPods - node.podCount) });
}

export function memoryText(node: NodeRow): string {
  return figure('memoryOf', { used: gib(node.memoryRequestedBytes), all: gib(node.memoryBytes) });
}

/** One sentence about a node, for screen readers and the pointer. */
export function nodeSentence(node: NodeRow): string {
  const state = node.ready === 'True' ? 'Ready' : 'NotReady';
  return figure(node.unschedulable ? 'nodeCordoned' : 'node', { name: node.name, state, count: node.podCount });
}
