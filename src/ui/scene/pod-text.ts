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
  if (pod.state === 'notready') parts.push('not ready');
  if (pod.reason !== '') parts.push(pod.reason);
  parts.push(pod.cpuMilli > 0 ? `asks ${pod.cpuMilli}m CPU` : 'asks for nothing');
  if (pod.restarts > 0) parts.push(`${pod.restarts} ${pod.restarts === 1 ? 'restart' : 'restarts'}`);
  return parts.join(', ');
}

/** What the pointer shows: the whole name, the status, and why. */
export function podTitle(pod: PodRow): string {
  const place = pod.node === '' ? 'not bound to a node' : `on ${pod.node}`;
  const restarts = pod.restarts > 0 ? `, ${pod.restarts} restarts` : '';
  return `${pod.namespace}/${pod.name}\n${pod.status}, ${pod.readyContainers}/${pod.containers} ready${restarts}, ${place}${pod.reason === '' ? '' : `\n${pod.reason}`}`;
}
