import type { SuccessPolicy } from '../../api/k8s/batch-v1.gen.ts';
import { type Intervals, overlapTotal, parseIntervals, totalOf } from './intervals.ts';

/** Which rule of a Job's policy is met, as a message; undefined if none is. Models matchSuccessPolicy of pkg/controller/job. */
export function matchSuccessPolicy(
  policy: SuccessPolicy | undefined,
  completions: number,
  succeeded: Intervals,
): string | undefined {
  if (succeeded.length === 0) return undefined;
  for (const [index, { succeededIndexes, succeededCount }] of (policy?.rules ?? []).entries()) {
    const met = `Matched rules at index ${index}`;
    if (succeededIndexes === undefined) {
      if (succeededCount !== undefined && totalOf(succeeded) >= succeededCount) return met;
      continue;
    }
    const required = parseIntervals(succeededIndexes, completions);
    if (required.length === 0) continue;
    const done = overlapTotal(required, succeeded);
    if (done === totalOf(required) || (succeededCount !== undefined && done >= succeededCount)) return met;
  }
  return undefined;
}
