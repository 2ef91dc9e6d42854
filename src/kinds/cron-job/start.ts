import { isBug } from '../../api/control/bug.ts';
import { isNamespaceTerminating } from '../../api/control/pod-control.ts';
import type { CronJob, Job } from '../../api/k8s/batch-v1.gen.ts';
import { controllerOf, isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { goQuote } from '../../base/go-quote.ts';
import { parseTime, rfc3339 } from '../../base/time.ts';
import { isTimeZone } from '../../base/time-zone.ts';
import JobKind from '../job/kind.ts';
import type { Draft, State } from './controller.ts';
import { isActive, jobName, newJob, referenceTo, withActive } from './cron-run.ts';
import { removeJob } from './history.ts';
import { isMany, missedTimes, nextDelayMs, rfc1123z, type Schedule, scheduleOf } from './schedule.ts';

const WITH_ZONE =
  'is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';

/**
 * Makes the Job that is due, if one is. Gives the milliseconds until the CronJob has to be looked at again; undefined if
 * that is not before it changes. Models the second half of syncCronJob.
 */
export function* startDue(state: State, draft: Draft): Process<number | undefined> {
  const { cronJob } = draft;
  const nowMs = state.context.nowMs();
  if (isTerminating(cronJob)) return undefined;
  const schedule = readSchedule(state, cronJob);
  if (!schedule) return undefined;
  const due = findDue(state, cronJob, schedule, nowMs);
  if (due === undefined) return undefined;
  const started = due !== 'none' && isWanted(state, cronJob, due, nowMs) ? yield* start(state, draft, due) : true;
  return started ? nextDelayMs(draft.cronJob, schedule, nowMs) : undefined;
}

/** The schedule of a CronJob that is not suspended; undefined if it cannot be read. */
function readSchedule({ recorder }: State, cronJob: CronJob): Schedule | undefined {
  const { timeZone, suspend, schedule = '' } = cronJob.spec!;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const text = `invalid timeZone: ${goQuote(timeZone)}: unknown time zone ${timeZone}`;
    recorder.event(cronJob, 'Warning', 'UnknownTimeZone', text);
    return undefined;
  }
  if (suspend) return undefined;
  if (schedule.includes('TZ')) {
    const text = `CRON_TZ or TZ used in schedule ${goQuote(schedule)} ${WITH_ZONE}`;
    recorder.event(cronJob, 'Warning', 'UnsupportedSchedule', text);
  }
  try {
    return scheduleOf(cronJob);
  } catch (error) {
    if (isBug(error)) throw error;
    const text = `unparseable schedule: ${goQuote(schedule)} : ${(error as Error).message}`;
    recorder.event(cronJob, 'Warning', 'UnparseableSchedule', text);
    return undefined;
  }
}

/** The time for which a Job is missing; undefined for a schedule that makes no sense. */
function findDue(
  { recorder }: State,
  cronJob: CronJob,
  schedule: Schedule,
  nowMs: number,
): number | 'none' | undefined {
  try {
    const missed = missedTimes(cronJob, schedule, nowMs, true);
    if (missed.latestMs === undefined) return 'none';
    if (isMany(missed)) {
      const text = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
      recorder.event(cronJob, 'Warning', 'TooManyMissedTimes', text);
    }
    return missed.latestMs;
  } catch (error) {
    if (isBug(error)) throw error;
    const text = `invalid schedule: ${cronJob.spec!.schedule} : ${(error as Error).message}`;
    recorder.event(cronJob, 'Warning', 'InvalidSchedule', text);
    return undefined;
  }
}

/** Whether a Job for a time is neither too late nor there nor in the way of another. */
function isWanted({ recorder }: State, cronJob: CronJob, dueMs: number, nowMs: number): boolean {
  const { startingDeadlineSeconds, concurrencyPolicy } = cronJob.spec!;
  const { active = [], lastScheduleTime } = cronJob.status ?? {};
  if (startingDeadlineSeconds !== undefined && dueMs + startingDeadlineSeconds * 1000 < nowMs) {
    const text = `Missed scheduled time to start a job: ${rfc1123z(dueMs)}`;
    recorder.event(cronJob, 'Warning', 'MissSchedule', text);
    return false;
  }
  if (active.some(({ name }) => name === jobName(cronJob, dueMs))) return false;
  if (lastScheduleTime && parseTime(lastScheduleTime) === dueMs) return false;
  if (concurrencyPolicy !== 'Forbid' || active.length === 0) return true;
  const text = 'Not starting job because prior execution is running and concurrency policy is Forbid';
  recorder.event(cronJob, 'Normal', 'JobAlreadyActive', text);
  return false;
}

/** Makes the Job for a time, in the place of others where they are to be replaced; says whether it is noted. */
function* start(state: State, draft: Draft, dueMs: number): Process<boolean> {
  if (draft.cronJob.spec!.concurrencyPolicy === 'Replace') yield* removeActive(state, draft);
  const job = yield* create(state, draft.cronJob, newJob(draft.cronJob, dueMs));
  if (!job) return false;
  const { status } = draft.cronJob;
  const active = [...(status?.active ?? []), referenceTo(job)];
  const next = { ...withActive(status, active), lastScheduleTime: rfc3339(dueMs) };
  draft.cronJob = { ...draft.cronJob, status: next };
  draft.changed = true;
  return true;
}

function* removeActive(state: State, draft: Draft): Process<void> {
  for (const { namespace = '', name = '' } of draft.cronJob.status?.active ?? []) {
    let job: Job;
    try {
      job = yield* state.context.client.get(JobKind, namespace, name);
    } catch (error) {
      if (!isBug(error)) {
        state.recorder.event(draft.cronJob, 'Warning', 'FailedGet', `Get job: ${(error as Error).message}`);
      }
      throw error;
    }
    if (!(yield* removeJob(state, draft, job))) throw new Error(`could not replace job ${namespace}/${name}`);
  }
}

/** Creates a Job; one that the controller has made before without noting it is taken as it is. */
function* create({ context, recorder }: State, cronJob: CronJob, job: Job): Process<Job | undefined> {
  try {
    const created = yield* context.client.create(JobKind, job);
    recorder.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${created.metadata.name}`);
    return created;
  } catch (error) {
    if (isBug(error) || isNamespaceTerminating(error)) throw error;
    if (!isReason(error, 'AlreadyExists')) {
      recorder.event(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${(error as Error).message}`);
      throw error;
    }
  }
  const { namespace = '', name = '' } = job.metadata;
  const present = yield* context.client.get(JobKind, namespace, name);
  const isOurs = controllerOf(present)?.uid === cronJob.metadata.uid;
  return isOurs && !isActive(cronJob, present.metadata.uid) ? present : undefined;
}
