import { isBug } from '../../api/control/bug.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import JobKind from '../job/kind.ts';
import type { Draft, State } from './controller.ts';
import { endOf, surplusJobs, withoutActive } from './cron-run.ts';

/** Deletes the oldest Jobs of which there are more than the CronJob keeps. Models cleanupFinishedJobs. */
export function* cleanUp(state: State, draft: Draft, jobs: readonly Job[]): Process<void> {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = draft.cronJob.spec!;
  const limits = [
    ['Complete', successfulJobsHistoryLimit],
    ['Failed', failedJobsHistoryLimit],
  ] as const;
  for (const [end, limit] of limits) {
    if (limit === undefined) continue;
    const ended = jobs.filter((job) => endOf(job) === end);
    for (const job of surplusJobs(ended, limit)) yield* removeJob(state, draft, job);
  }
}

/** Deletes a Job with its Pods; says whether that went well. Models deleteJob. */
export function* removeJob({ context, recorder }: State, draft: Draft, job: Job): Process<boolean> {
  const { namespace = '', name = '', uid } = job.metadata;
  try {
    yield* context.client.delete(JobKind, namespace, name, { propagationPolicy: 'Background' });
  } catch (error) {
    if (isBug(error)) throw error;
    recorder.event(draft.cronJob, 'Warning', 'FailedDelete', `Deleted job: ${(error as Error).message}`);
    return false;
  }
  draft.cronJob = withoutActive(draft.cronJob, uid);
  draft.changed = true;
  recorder.event(draft.cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
  return true;
}
