import type { JobCondition } from '../../api/k8s/batch-v1.gen.ts';
import { rfc3339 } from '../../base/time.ts';

/** A condition without its times. */
export type Finding = Pick<JobCondition, 'type'> & { readonly reason: string; readonly message: string };

/** A condition that has been so since now (Unix milliseconds). */
export function newCondition({ type, reason, message }: Finding, nowMs: number, status = 'True'): JobCondition {
  const now = rfc3339(nowMs);
  return { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
}

/**
 * Conditions with one set by its type; one that is False is not added where there is none. Returns the same list if
 * nothing changes. Models ensureJobConditionStatus.
 */
export function ensureCondition(
  conditions: readonly JobCondition[],
  finding: Finding,
  nowMs: number,
  status = 'True',
): readonly JobCondition[] {
  const index = conditions.findIndex(({ type }) => type === finding.type);
  const present = conditions[index];
  if (!present) return status === 'False' ? conditions : [...conditions, newCondition(finding, nowMs, status)];
  const { reason, message } = finding;
  if (present.status === status && present.reason === reason && present.message === message) return conditions;
  return conditions.with(index, newCondition(finding, nowMs, status));
}
