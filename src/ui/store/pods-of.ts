import type { PodRow } from '../../protocol/view.ts';

interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Kinds that another workload makes to make its Pods. */
const between: ReadonlySet<string> = new Set(['ReplicaSet', 'Job']);

/** Whether a workload has made a Pod: itself, or by a ReplicaSet or Job of its own; or is that ReplicaSet or Job. */
export function isPodOf(pod: PodRow, { kind, namespace, name }: Named): boolean {
  if (pod.namespace !== namespace) return false;
  if (pod.ownerKind === kind && pod.owner === name) return true;
  return between.has(kind) && pod.suffix !== '' && pod.name === `${name}-${pod.suffix}`;
}
