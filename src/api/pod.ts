import { parseTime } from '../base/time.ts';
import type { Pod, PodCondition } from './k8s/core-v1.gen.ts';

export { qosClass } from './pod-qos.ts';
export { podLimits, podRequests } from './pod-resources.ts';

/** The condition of a type, if the Pod has it. */
export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

/** Whether the Pod's Ready condition is True. */
export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Whether the Pod has been ready for longer than minReadySeconds. `nowMs` is Unix time. Models podutil.IsPodAvailable. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return false;
  if (minReadySeconds === 0) return true;
  return ready.lastTransitionTime !== undefined && parseTime(ready.lastTransitionTime) + minReadySeconds * 1000 < nowMs;
}

/** Whether the Pod has ended: its phase is Succeeded or Failed. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

interface AnyCondition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string;
}

/**
 * A list of conditions with one set by its type. Its transition time stays that of the present one while the status
 * does; returns the same list if nothing changes. Models podutil.UpdatePodCondition.
 */
export function withCondition<C extends AnyCondition>(
  conditions: readonly C[] | undefined,
  condition: C,
): readonly C[] {
  const index = conditions?.findIndex((present) => present.type === condition.type) ?? -1;
  if (!conditions || index < 0) return [...(conditions ?? []), condition];
  const present = conditions[index]!;
  const kept =
    present.status === condition.status && present.lastTransitionTime !== undefined
      ? { ...condition, lastTransitionTime: present.lastTransitionTime }
      : condition;
  return sameFields(present, kept) ? conditions : conditions.with(index, kept);
}

function sameFields(a: object, b: object): boolean {
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) if (left[key] !== right[key]) return false;
  return true;
}
