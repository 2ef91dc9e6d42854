import { figure } from '../../language/en/figure.ts';
import type { PodRow } from '../../protocol/view.ts';

/** What a slab is called: its owner; a Pod that belongs to its node, by its own name without the node's. */
export function podLabel(pod: PodRow): string {
  if (pod.ownerKind !== 'Node') return pod.label;
  const ending = `-${pod.owner}`;
  return pod.name.endsWith(ending) ? pod.name.slice(0, -ending.length) : pod.name;
}

/** One sentence about a Pod, for screen readers and the pointer. */
export function podSentence(pod: PodRow): string {
  const parts = [`${podLabel(pod)} ${pod.suffix}`.trim(), pod.status];
  if (pod.state === 'notready') parts.push(figure('notReady'));
  if (pod.reason !== '') parts.push(pod.reason);
  parts.push(pod.cpuMilli > 0 ? figure('asks', { milli: pod.cpuMilli }) : figure('asksNothing'));
  if (pod.restarts > 0) parts.push(figure('restarts', { count: pod.restarts }));
  return parts.join(', ');
}

/** What the pointer shows: the whole name, the status, and why. */
export function podTitle(pod: PodRow): string {
  const facts = [
    pod.status,
    figure('containersReady', { ready: pod.readyContainers, all: pod.containers }),
    ...(pod.restarts > 0 ? [figure('restarts', { count: pod.restarts })] : []),
    pod.node === '' ? figure('notBound') : figure('onNode', { node: pod.node }),
  ];
  return `${pod.namespace}/${pod.name}\n${facts.join(', ')}${pod.reason === '' ? '' : `\n${pod.reason}`}`;
}
