import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { remainingMs } from './back-off.ts';
import { matchFailurePolicy } from './failure-policy.ts';
import { hasIndex, type Intervals, parseIntervals, withIndexes } from './intervals.ts';
import { finishedMs, hasTrackingFinalizer, isPodFailed, validIndex } from './job-pod.ts';

// Failures of each index on its own. Models pkg/controller/job/indexed_job_utils.go.

const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** Whether each index has a limit of its own. */
export const hasLimitPerIndex = (job: Job): boolean => job.spec?.backoffLimitPerIndex !== undefined;

/** The indexes that have failed for good. Models calculateFailedIndexes. */
export function failedIndexes(job: Job, pods: readonly Pod[]): Intervals {
  const before = parseIntervals(job.status?.failedIndexes ?? '', job.spec?.completions ?? 0);
  const failed = pods.flatMap((pod) => {
    const index = validIndex(job, pod);
    return index !== undefined && hasTrackingFinalizer(pod) && isIndexFailed(job, pod) ? [index] : [];
  });
  return withIndexes(before, failed);
}

function isIndexFailed(job: Job, pod: Pod): boolean {
  if (!isPodFailed(pod, job)) return false;
  const { action, counts } = matchFailurePolicy(job.spec?.podFailurePolicy, pod);
  if (action === 'FailIndex') return true;
  return counts && countOf(pod, FAILURES) >= (job.spec?.backoffLimitPerIndex ?? 0);
}

/**
 * The last failed Pod of each index whose next Pod does not exist yet: it keeps its finalizer, and with it the count of
 * failures, until then. Models getPodsWithDelayedDeletionPerIndex.
 * @param candidates Pods that are not counted yet
 * @param settled indexes that have succeeded or failed or have a Pod that runs
 */
export function delayedPods(job: Job, candidates: readonly Pod[], settled: Intervals): ReadonlyMap<number, Pod> {
  const delayed = new Map<number, Pod>();
  for (const pod of candidates) {
    const index = validIndex(job, pod);
    if (index === undefined || !isPodFailed(pod, job) || hasIndex(settled, index)) continue;
    const other = delayed.get(index);
    const later = !other || (allFailures(other) <= allFailures(pod) && finishedMs(pod) >= finishedMs(other));
    if (later) delayed.set(index, pod);
  }
  return delayed;
}

/** Milliseconds until an index gets its next Pod. Models getRemainingTimePerIndex. */
export function remainingMsOfIndex(lastFailed: Pod | undefined, nowMs: number): number {
  if (!lastFailed) return 0;
  return remainingMs({ failures: allFailures(lastFailed) + 1, lastFailureMs: finishedMs(lastFailed) }, nowMs);
}

/** The annotations with the failures so far for the Pod that takes the place of another. Models addIndexFailureCountAnnotation. */
export function failureAnnotations(job: Job, replaced: Pod | undefined): Readonly<Record<string, string>> {
  if (!replaced) return { [FAILURES]: '0' };
  const { counts } = matchFailurePolicy(job.spec?.podFailurePolicy, replaced);
  const failures = countOf(replaced, FAILURES) + (counts ? 1 : 0);
  const ignored = countOf(replaced, IGNORED) + (counts ? 0 : 1);
  return { [FAILURES]: String(failures), ...(ignored > 0 ? { [IGNORED]: String(ignored) } : {}) };
}

const allFailures = (pod: Pod): number => countOf(pod, FAILURES) + countOf(pod, IGNORED);

function countOf({ metadata }: Pod, annotation: string): number {
  const text = metadata.annotations?.[annotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}
