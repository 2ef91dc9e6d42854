import { podsToDelete } from '../../api/control/pod-ranking.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { remainingMs } from './back-off.ts';
import { firstMissing, merge, withIndexes } from './intervals.ts';
import { completionIndex, isIndexed, isPodTerminating, isSuspended, replacesOnlyFailed } from './job-pod.ts';
import { indexesOf, type JobView } from './job-view.ts';
import { hasLimitPerIndex, remainingMsOfIndex } from './per-index.ts';

/** Most Pods that one sync creates or deletes. */
const BURST = 500;

/** What a sync does about the number of Pods. */
export type PodPlan =
  | { readonly type: 'remove'; readonly pods: readonly Pod[] }
  /** Pods have failed and the next ones wait. */
  | { readonly type: 'wait'; readonly delayMs: number }
  /** An index for each Pod; undefined in Jobs without. */
  | { readonly type: 'create'; readonly indexes: readonly (number | undefined)[] }
  | { readonly type: 'none' };

const NOTHING: PodPlan = { type: 'none' };

/** How many Pods to create, or which to delete. Models manageJob of pkg/controller/job. @param nowMs Unix milliseconds */
export function planPods(view: JobView, nowMs: number): PodPlan {
  const { job, active } = view;
  const wanted = isSuspended(job) ? 0 : wantedPods(view);
  const surplus = podsForRemoval(job, active, Math.max(0, active.length - wanted), nowMs);
  if (isSuspended(job)) return { type: 'remove', pods: surplus };
  if (surplus.length > 0) return { type: 'remove', pods: surplus.slice(0, BURST) };
  const replaceable = replacesOnlyFailed(job.spec!) ? view.terminating : 0;
  const missing = wanted - replaceable - active.length;
  return missing > 0 ? planCreation(view, missing, nowMs) : NOTHING;
}

/** How many Pods should run: never more than are needed to get done, and no new ones once a work queue has a success. */
function wantedPods({ job, active, succeeded }: JobView): number {
  const { completions, parallelism = 0 } = job.spec!;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

function planCreation(view: JobView, missing: number, nowMs: number): PodPlan {
  const { job, delayed, backOff } = view;
  const perIndex = hasLimitPerIndex(job);
  const delayMs = perIndex ? 0 : remainingMs(backOff, nowMs);
  if (delayMs > 0) return { type: 'wait', delayMs };
  const count = Math.min(missing, BURST);
  if (!isIndexed(job)) return { type: 'create', indexes: Array<undefined>(count).fill(undefined) };
  const pending = pendingIndexes(view, count);
  if (!perIndex) return { type: 'create', indexes: pending };
  const delays = pending.map((index) => remainingMsOfIndex(delayed.get(index), nowMs));
  const now = pending.filter((_, i) => delays[i] === 0);
  if (now.length === 0 && delays.length > 0) return { type: 'wait', delayMs: Math.min(...delays) };
  return { type: 'create', indexes: now };
}

/** The lowest indexes that have neither succeeded nor failed nor a Pod. Models firstPendingIndexes. */
function pendingIndexes(
  { job, pods, active, succeededIndexes, failedIndexes }: JobView,
  count: number,
): readonly number[] {
  const leaving = replacesOnlyFailed(job.spec!) ? pods.filter(isPodTerminating) : [];
  const taken = withIndexes(succeededIndexes, indexesOf(job, [...active, ...leaving]));
  return firstMissing(merge(taken, failedIndexes ?? []), count, job.spec?.completions ?? 0);
}

/** At least so many Pods to delete, and all those whose index is missing, too high or another Pod's. Models activePodsForRemoval. */
function podsForRemoval(job: Job, active: readonly Pod[], atLeast: number, nowMs: number): readonly Pod[] {
  if (!isIndexed(job)) return atLeast === 0 ? [] : podsToDelete(active, [], atLeast, nowMs);
  const { surplus, left } = splitDuplicates(active, job.spec?.completions ?? 0, nowMs);
  const more = atLeast - surplus.length;
  return more > 0 ? [...surplus, ...podsToDelete(left, [], more, nowMs)] : surplus;
}

/** One Pod stays of each valid index. Models appendDuplicatedIndexPodsForRemoval. */
function splitDuplicates(
  active: readonly Pod[],
  completions: number,
  nowMs: number,
): { readonly surplus: readonly Pod[]; readonly left: readonly Pod[] } {
  const byIndex = new Map<number, Pod[]>();
  const surplus: Pod[] = [];
  for (const pod of active) {
    const index = completionIndex(pod);
    if (index === undefined || index >= completions) surplus.push(pod);
    else byIndex.set(index, [...(byIndex.get(index) ?? []), pod]);
  }
  const left: Pod[] = [];
  for (const index of [...byIndex.keys()].sort((a, b) => a - b)) {
    const pods = byIndex.get(index)!;
    const gone = pods.length > 1 ? podsToDelete(pods, [], pods.length - 1, nowMs) : [];
    surplus.push(...gone);
    left.push(...pods.filter((pod) => !gone.includes(pod)));
  }
  return { surplus, left };
}
