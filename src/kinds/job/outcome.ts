import type { Job, JobStatus } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { parseTime } from '../../base/time.ts';
import type { Finding } from './conditions.ts';
import { matchFailurePolicy } from './failure-policy.ts';
import { totalOf } from './intervals.ts';
import { isIndexed, isPodFailed, isSuspended } from './job-pod.ts';
import type { JobView } from './job-view.ts';
import { matchSuccessPolicy } from './success-policy.ts';

const failure = (reason: string, message: string): Finding => ({ type: 'FailureTarget', reason, message });

/** What a Job is about to end with that needs no more Pods. */
export const COMPLETED: Finding = {
  type: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

/**
 * What ends a Job while Pods may still run: what its status already says, its policies and limits; undefined if it goes
 * on. Failed stands for a failure that the status already announces. Models the middle of syncJob of pkg/controller/job.
 */
export function findOutcome(view: JobView, nowMs: number): Finding | undefined {
  return announced(view.job.status) ?? failedByPolicy(view) ?? exceeded(view, nowMs) ?? byIndexes(view);
}

function announced(status: JobStatus | undefined): Finding | undefined {
  const find = (type: string): Finding | undefined => {
    const found = status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
    return found && { type, reason: found.reason ?? '', message: found.message ?? '' };
  };
  const success = find('SuccessCriteriaMet');
  if (success) return success;
  const target = find('FailureTarget');
  return target && { ...target, type: 'Failed' };
}

function failedByPolicy({ job, pods }: JobView): Finding | undefined {
  const policy = job.spec?.podFailurePolicy;
  if (!policy) return undefined;
  for (const pod of pods) {
    const message = isPodFailed(pod, job) ? matchFailurePolicy(policy, pod).failJob : undefined;
    if (message !== undefined) return failure('PodFailurePolicy', message);
  }
  return undefined;
}

function exceeded({ job, pods, failed }: JobView, nowMs: number): Finding | undefined {
  if (failed > (job.spec?.backoffLimit ?? 0) || isPastLimitOfRestarts(job, pods)) {
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const leftMs = deadlineMs(job, nowMs);
  if (leftMs !== undefined && leftMs <= 0) {
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  return undefined;
}

/** Milliseconds until a Job has been active for too long; undefined if it may be for ever, or is suspended. */
export function deadlineMs(job: Job, nowMs: number): number | undefined {
  const { activeDeadlineSeconds } = job.spec ?? {};
  const { startTime } = job.status ?? {};
  if (activeDeadlineSeconds === undefined || startTime === undefined || isSuspended(job)) return undefined;
  return activeDeadlineSeconds * 1000 - (nowMs - parseTime(startTime));
}

/** Containers that are started again in their Pod count with their restarts. Models pastBackoffLimitOnFailure. */
function isPastLimitOfRestarts({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec?.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    for (const { restartCount } of all) restarts += restartCount;
  }
  const limit = spec.backoffLimit ?? 0;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function byIndexes({ job, succeededIndexes, failedIndexes }: JobView): Finding | undefined {
  if (!isIndexed(job)) return undefined;
  const { completions = 0, maxFailedIndexes, successPolicy } = job.spec!;
  const failed = totalOf(failedIndexes ?? []);
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes) {
    const text = 'Job has exceeded the specified maximal number of failed indexes';
    return failure('MaxFailedIndexesExceeded', text);
  }
  if (failed > 0 && failed + totalOf(succeededIndexes) >= completions) {
    return failure('FailedIndexes', 'Job has failed indexes');
  }
  const message = matchSuccessPolicy(successPolicy, completions, succeededIndexes);
  return message === undefined ? undefined : { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message };
}
