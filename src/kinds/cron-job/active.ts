import type { CronJob, Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { parseTime } from '../../base/time.ts';
import JobKind from '../job/kind.ts';
import type { Draft, State } from './controller.ts';
import { endOf, isActive, withoutActive } from './cron-run.ts';
import CronJobKind from './kind.ts';

/** Brings the list of active Jobs up to date. Models the first half of syncCronJob. */
export function* reconcileActive(state: State, draft: Draft, jobs: readonly Job[]): Process<void> {
  for (const job of jobs) {
    if (endOf(job)) noteEnd(state, draft, job);
    else if (!isActive(draft.cronJob, job.metadata.uid)) yield* noteUnexpected(state, draft, job);
  }
  const known = new Set(jobs.map(({ metadata }) => metadata.uid));
  for (const { uid, namespace = '', name = '' } of draft.cronJob.status?.active ?? []) {
    if (known.has(uid) || (yield* exists(state, namespace, name))) continue;
    state.recorder.event(draft.cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
    change(draft, withoutActive(draft.cronJob, uid));
  }
}

function change(draft: Draft, cronJob: CronJob): void {
  draft.cronJob = cronJob;
  draft.changed = true;
}

function noteEnd({ recorder }: State, draft: Draft, job: Job): void {
  const { uid, name } = job.metadata;
  const end = endOf(job);
  if (isActive(draft.cronJob, uid)) {
    change(draft, withoutActive(draft.cronJob, uid));
    recorder.event(draft.cronJob, 'Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${end}`);
  }
  const { completionTime } = job.status ?? {};
  if (end !== 'Complete' || !completionTime) return;
  const { lastSuccessfulTime } = draft.cronJob.status ?? {};
  if (lastSuccessfulTime && parseTime(completionTime) <= parseTime(lastSuccessfulTime)) return;
  change(draft, { ...draft.cronJob, status: { ...draft.cronJob.status, lastSuccessfulTime: completionTime } });
}

/** A Job that the cached CronJob does not name: the cache may lag, so the API server is asked. */
function* noteUnexpected({ context, recorder }: State, draft: Draft, job: Job): Process<void> {
  const { namespace = '', name = '' } = draft.cronJob.metadata;
  const fresh = yield* context.client.get(CronJobKind, namespace, name);
  if (isActive(fresh, job.metadata.uid)) {
    draft.cronJob = fresh;
    return;
  }
  const text = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
  recorder.event(draft.cronJob, 'Warning', 'UnexpectedJob', text);
}

function* exists({ context }: State, namespace: string, name: string): Process<boolean> {
  try {
    yield* context.client.get(JobKind, namespace, name);
    return true;
  } catch (error) {
    if (isReason(error, 'NotFound')) return false;
    throw error;
  }
}
