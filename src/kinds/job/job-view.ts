import { isPodActive } from '../../api/control/pod-ranking.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import { type BackOffRecord, nextRecord } from './back-off.ts';
import { matchFailurePolicy } from './failure-policy.ts';
import { type Intervals, merge, parseIntervals, totalOf, withIndexes } from './intervals.ts';
import { hasTrackingFinalizer, isIndexed, isPodFailed, isPodTerminating, validIndex } from './job-pod.ts';
import { delayedPods, failedIndexes, hasLimitPerIndex } from './per-index.ts';

/** What one sync knows of a Job. Models syncJobCtx of pkg/controller/job. */
export interface JobView {
  /** With its start time set, unless it is suspended. */
  readonly job: Job;
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** Counted and yet to be counted. */
  readonly succeeded: number;
  readonly failed: number;
  /** Of an indexed Job: as the status has them, and with those that have succeeded since. */
  readonly countedIndexes: Intervals;
  readonly succeededIndexes: Intervals;
  /** Of a Job with a limit per index. */
  readonly failedIndexes: Intervals | undefined;
  readonly delayed: ReadonlyMap<number, Pod>;
  /** Uids of Pods whose finalizer has been taken off, which the cache may not show yet. */
  readonly released: ReadonlySet<string>;
  readonly backOff: BackOffRecord;
}

/** Reads a Job and its Pods. @param released see JobView @param record failures so far */
export function viewJob(job: Job, pods: readonly Pod[], released: ReadonlySet<string>, record: BackOffRecord): JobView {
  const { status } = job;
  const active = pods.filter(isPodActive);
  const { succeeded: seenSucceeded = [], failed: seenFailed = [] } = status?.uncountedTerminatedPods ?? {};
  const waiting = pods.filter((pod) => isCountable(job, pod, released));
  const uncounted = (seen: readonly string[], fits: (pod: Pod) => boolean): readonly Pod[] =>
    waiting.filter((pod) => !seen.includes(pod.metadata.uid ?? '') && fits(pod));
  const newSucceeded = uncounted(seenSucceeded, (pod) => pod.status?.phase === 'Succeeded');
  const newFailed = uncounted(seenFailed, (pod) => isPodFailed(pod, job));
  const policy = job.spec?.podFailurePolicy;
  const counted = newFailed.filter((pod) => matchFailurePolicy(policy, pod).counts);
  const indexes = viewIndexes(job, pods, waiting, active);
  return {
    job,
    pods,
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    succeeded: isIndexed(job)
      ? totalOf(indexes.succeededIndexes)
      : (status?.succeeded ?? 0) + newSucceeded.length + seenSucceeded.length,
    failed: (status?.failed ?? 0) + counted.length + seenFailed.length,
    ...indexes,
    released,
    backOff: nextRecord(record, newSucceeded, newFailed),
  };
}

/** Whether a Pod is yet to be counted, if it ends. Models getValidPodsWithFilter. */
function isCountable(job: Job, pod: Pod, released: ReadonlySet<string>): boolean {
  if (!hasTrackingFinalizer(pod) || released.has(pod.metadata.uid ?? '')) return false;
  return !isIndexed(job) || validIndex(job, pod) !== undefined;
}

type Indexes = Pick<JobView, 'countedIndexes' | 'succeededIndexes' | 'failedIndexes' | 'delayed'>;

function viewIndexes(job: Job, pods: readonly Pod[], waiting: readonly Pod[], active: readonly Pod[]): Indexes {
  if (!isIndexed(job)) {
    return { countedIndexes: [], succeededIndexes: [], failedIndexes: undefined, delayed: new Map() };
  }
  const countedIndexes = parseIntervals(job.status?.completedIndexes ?? '', job.spec?.completions ?? 0);
  const done = pods.filter((pod) => pod.status?.phase === 'Succeeded' && hasTrackingFinalizer(pod));
  const succeededIndexes = withIndexes(countedIndexes, indexesOf(job, done));
  if (!hasLimitPerIndex(job)) return { countedIndexes, succeededIndexes, failedIndexes: undefined, delayed: new Map() };
  const failed = failedIndexes(job, pods);
  const settled = withIndexes(merge(succeededIndexes, failed), indexesOf(job, active));
  return { countedIndexes, succeededIndexes, failedIndexes: failed, delayed: delayedPods(job, waiting, settled) };
}

/** The valid indexes of Pods. */
export function indexesOf(job: Job, pods: readonly Pod[]): readonly number[] {
  return pods.flatMap((pod) => validIndex(job, pod) ?? []);
}
