import type { Job, JobStatus, UncountedTerminatedPods } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { ensureCondition, type Finding, newCondition } from './conditions.ts';
import { matchFailurePolicy } from './failure-policy.ts';
import { formatIntervals, hasIndex, totalOf, withIndexes } from './intervals.ts';
import { completionIndex, hasTrackingFinalizer, isIndexed, isPodFailed, validIndex } from './job-pod.ts';
import type { JobView } from './job-view.ts';
import { hasLimitPerIndex } from './per-index.ts';

// How a Job's Pods are counted, each once: a Pod that has ended is written down in the status, then loses its finalizer,
// and is counted when that is gone. Models trackJobStatusAndRemoveFinalizers of pkg/controller/job.

/** Most Pods that are written down at once. */
const MAX_UNCOUNTED = 500;

/** What is written before finalizers are taken off. */
export interface TrackingPlan {
  readonly status: JobStatus;
  readonly release: readonly Pod[];
  /** Whether the status has to be written. */
  readonly write: boolean;
  /** Whether there are more Pods than one sync may count. */
  readonly more: boolean;
  /** Complete or Failed: how the Job ends once all is counted. */
  readonly end: Finding | undefined;
}

/**
 * Decides what to note and which Pods to let go.
 * @param status the present one with new numbers of Pods
 * @param outcome what ends the Job; undefined while it goes on
 * @param changed whether the status has changed already
 */
export function planTracking(
  view: JobView,
  status: JobStatus,
  outcome: Finding | undefined,
  changed: boolean,
  nowMs: number,
): TrackingPlan {
  const cleaned = countReleased(status, tracked(view));
  const noted = notePods(view, cleaned, outcome);
  const indexed = isIndexed(view.job) ? withIndexStatus(view, noted.status, noted.indexes) : noted.status;
  const announced = announce(indexed, outcome, nowMs);
  return {
    status: announced,
    release: noted.release,
    write: changed || cleaned !== status || noted.changed || indexed !== noted.status || announced !== indexed,
    more: noted.more,
    end: outcome && { ...outcome, type: outcome.type === 'SuccessCriteriaMet' ? 'Complete' : 'Failed' },
  };
}

/** Uids of the Pods that have the finalizer, as far as is known. */
export function tracked({ pods, released }: JobView): Set<string> {
  const uids = pods.filter(hasTrackingFinalizer).map(({ metadata }) => metadata.uid ?? '');
  return new Set(uids.filter((uid) => !released.has(uid)));
}

/** Counts the Pods that were written down and have lost their finalizer. Models cleanUncountedPodsWithoutFinalizers. */
export function countReleased(status: JobStatus, withFinalizer: ReadonlySet<string>): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const left = {
    succeeded: succeeded.filter((uid) => withFinalizer.has(uid)),
    failed: failed.filter((uid) => withFinalizer.has(uid)),
  };
  const newlySucceeded = succeeded.length - left.succeeded.length;
  const newlyFailed = failed.length - left.failed.length;
  if (newlySucceeded + newlyFailed === 0) return status;
  return {
    ...status,
    ...count('succeeded', (status.succeeded ?? 0) + newlySucceeded),
    ...count('failed', (status.failed ?? 0) + newlyFailed),
    uncountedTerminatedPods: uncounted(left.succeeded, left.failed),
  };
}

const uncounted = (succeeded: readonly string[], failed: readonly string[]): UncountedTerminatedPods => ({
  ...(succeeded.length > 0 ? { succeeded } : {}),
  ...(failed.length > 0 ? { failed } : {}),
});

/** A counter; zeroes are not written. */
const count = (name: 'active' | 'succeeded' | 'failed', value: number): JobStatus =>
  value === 0 ? {} : { [name]: value };

interface Noted {
  readonly status: JobStatus;
  readonly release: readonly Pod[];
  readonly indexes: readonly number[];
  readonly changed: boolean;
  readonly more: boolean;
}

function notePods(view: JobView, status: JobStatus, outcome: Finding | undefined): Noted {
  const { job, released } = view;
  const before = job.status?.uncountedTerminatedPods ?? {};
  const succeeded = [...(status.uncountedTerminatedPods?.succeeded ?? [])];
  const failed = [...(status.uncountedTerminatedPods?.failed ?? [])];
  const lengths = succeeded.length + failed.length;
  const indexes: number[] = [];
  const release: Pod[] = [];
  let more = false;
  for (const pod of inOrder(view)) {
    const uid = pod.metadata.uid ?? '';
    if (!hasTrackingFinalizer(pod) || released.has(uid) || !canRelease(view, pod, outcome)) continue;
    release.push(pod);
    if (pod.status?.phase === 'Succeeded' && !before.failed?.includes(uid)) {
      const index = validIndex(job, pod);
      if (!isIndexed(job)) {
        if (!before.succeeded?.includes(uid)) succeeded.push(uid);
      } else if (index !== undefined && !hasIndex(view.countedIndexes, index)) indexes.push(index);
    } else if (countsAsFailed(view, pod, outcome) && !before.failed?.includes(uid)) failed.push(uid);
    more = indexes.length + succeeded.length + failed.length >= MAX_UNCOUNTED;
    if (more) break;
  }
  const changed = succeeded.length + failed.length > lengths || indexes.length > 0;
  const noted = changed ? { ...status, uncountedTerminatedPods: uncounted(succeeded, failed) } : status;
  return { status: noted, release, indexes, changed, more };
}

function inOrder({ job, pods }: JobView): readonly Pod[] {
  if (!isIndexed(job)) return pods;
  return [...pods].sort((a, b) => (completionIndex(a) ?? -1) - (completionIndex(b) ?? -1));
}

/** Models canRemoveFinalizer: a failed Pod of an index stays until its successor has taken over the count of failures. */
function canRelease({ job, delayed }: JobView, pod: Pod, outcome: Finding | undefined): boolean {
  if (isTerminating(job) || outcome || pod.status?.phase === 'Succeeded') return true;
  if (!isPodFailed(pod, job)) return false;
  const index = completionIndex(pod);
  return !hasLimitPerIndex(job) || index === undefined || delayed.get(index)?.metadata.uid !== pod.metadata.uid;
}

/** When a Job has failed, each Pod that has not ended has failed too. */
function countsAsFailed({ job }: JobView, pod: Pod, outcome: Finding | undefined): boolean {
  const over = outcome !== undefined && outcome.type !== 'SuccessCriteriaMet';
  if (!over && !isPodFailed(pod, job)) return false;
  if (isIndexed(job) && validIndex(job, pod) === undefined) return false;
  return matchFailurePolicy(job.spec?.podFailurePolicy, pod).counts;
}

function withIndexStatus(view: JobView, status: JobStatus, indexes: readonly number[]): JobStatus {
  const succeeded = withIndexes(view.succeededIndexes, indexes);
  const completedIndexes = formatIntervals(succeeded);
  const failedIndexes = view.failedIndexes && formatIntervals(view.failedIndexes);
  const total = totalOf(succeeded);
  const same =
    completedIndexes === (status.completedIndexes ?? '') &&
    failedIndexes === status.failedIndexes &&
    total === (status.succeeded ?? 0);
  if (same) return status;
  const { completedIndexes: _, failedIndexes: __, succeeded: ___, ...rest } = status;
  return {
    ...rest,
    ...(completedIndexes ? { completedIndexes } : {}),
    ...(failedIndexes === undefined ? {} : { failedIndexes }),
    ...count('succeeded', total),
  };
}

/** Says what is going to happen, before it does. */
function announce(status: JobStatus, outcome: Finding | undefined, nowMs: number): JobStatus {
  const conditions = status.conditions ?? [];
  if (outcome?.type === 'FailureTarget') {
    return { ...status, conditions: [...conditions, newCondition(outcome, nowMs)] };
  }
  const known = conditions.some(({ type, status: is }) => type === 'SuccessCriteriaMet' && is === 'True');
  if (outcome?.type !== 'SuccessCriteriaMet' || known) return status;
  return { ...status, conditions: [...conditions, newCondition(outcome, nowMs)] };
}

/**
 * The status of a Job that has ended; undefined as long as Pods are not counted or still terminate.
 * Models enactJobFinished.
 */
export function enactEnd(job: Job, end: Finding, terminating: number, nowMs: number): JobStatus | undefined {
  const status = job.status ?? {};
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  if (succeeded.length + failed.length > 0 || terminating > 0) return undefined;
  const conditions = ensureCondition(status.conditions ?? [], end, nowMs);
  const now = conditions.find(({ type }) => type === end.type)?.lastTransitionTime;
  return { ...status, conditions, ...(end.type === 'Complete' && now ? { completionTime: now } : {}) };
}
