import type { CronJob } from '../../api/k8s/batch-v1.gen.ts';
import { nextTime } from '../../base/cron/next-time.ts';
import { parseSchedule } from '../../base/cron/schedule.ts';
import { parseTime } from '../../base/time.ts';
import { isTimeZone, zoneOffset } from '../../base/time-zone.ts';

// Times are Unix milliseconds. Models pkg/controller/cronjob/utils.go.

/** Added to each delay, so that a clock that is a little behind does not come too early. */
const SLACK_MS = 100;
/** From so many missed starts on there is a warning. */
const MANY_MISSED = 100;

/** When a schedule comes next after a time; undefined if that is never. */
export type Schedule = (afterMs: number) => number | undefined;

/** Reads the schedule of a CronJob. Throws an Error with upstream's text. */
export function scheduleOf({ spec }: CronJob): Schedule {
  const { schedule = '', timeZone = '' } = spec ?? {};
  const parsed = parseSchedule(schedule, isTimeZone);
  const zone = isTimeZone(timeZone) ? timeZone : '';
  return (afterMs) => nextTime(parsed, afterMs, zone);
}

/** What has been missed since a CronJob last made a Job. */
export interface Missed {
  /** When it last made one, or when it was created; or the earliest time that the deadline allows. */
  readonly earliestMs: number;
  /** The latest time at which a Job should have been made; undefined if that is still to come. */
  readonly latestMs: number | undefined;
  readonly count: number;
}

/** Models mostRecentScheduleTime. Throws an Error for a schedule that never comes again. */
export function missedTimes(cronJob: CronJob, schedule: Schedule, nowMs: number, withDeadline: boolean): Missed {
  const earliestMs = earliestTime(cronJob, nowMs, withDeadline);
  const first = schedule(earliestMs);
  if (first !== undefined && nowMs < first) return { earliestMs, latestMs: undefined, count: 0 };
  const second = first === undefined ? undefined : schedule(first);
  if (first === undefined || second === undefined || second - first < 1000) {
    throw new Error('time difference between two schedules is less than 1 second');
  }
  if (nowMs < second) return { earliestMs, latestMs: first, count: 0 };
  // As if all times were as far apart as the first two, to begin not long before the latest one.
  const betweenMs = second - first;
  const count = Math.floor(Math.floor((nowMs - first) / 1000) / Math.round(betweenMs / 1000)) + 1;
  let latestMs: number | undefined;
  for (let at = schedule(first + (count - 2) * betweenMs); at !== undefined && at <= nowMs; at = schedule(at)) {
    latestMs = at;
  }
  return { earliestMs, latestMs, count };
}

function earliestTime({ metadata, spec, status }: CronJob, nowMs: number, withDeadline: boolean): number {
  const since = status?.lastScheduleTime ?? metadata.creationTimestamp;
  const sinceMs = since ? parseTime(since) : 0;
  const { startingDeadlineSeconds } = spec ?? {};
  if (!withDeadline || startingDeadlineSeconds === undefined) return sinceMs;
  return Math.max(sinceMs, nowMs - startingDeadlineSeconds * 1000);
}

/** Whether that many starts were missed that a clock may be wrong. */
export const isMany = ({ count }: Missed): boolean => count > MANY_MISSED;

/** Milliseconds until the next start. Models nextScheduleTimeDuration. */
export function nextDelayMs(cronJob: CronJob, schedule: Schedule, nowMs: number): number {
  return (schedule(lastTime(cronJob, schedule, nowMs)) ?? 0) + SLACK_MS - nowMs;
}

function lastTime(cronJob: CronJob, schedule: Schedule, nowMs: number): number {
  try {
    const { earliestMs, latestMs, count } = missedTimes(cronJob, schedule, nowMs, false);
    return latestMs ?? (count === 0 ? earliestMs : nowMs);
  } catch {
    return nowMs;
  }
}

/** A time as `2026-01-01T09:00:00+01:00`, as the clocks of a zone show it. */
export function zonedText(unixMs: number, timeZone: string): string {
  const offsetMs = zoneOffset(timeZone, unixMs);
  const local = new Date(unixMs + offsetMs).toISOString().slice(0, 19);
  if (offsetMs === 0) return `${local}Z`;
  const minutes = Math.abs(offsetMs) / 60_000;
  const digits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${local}${offsetMs < 0 ? '-' : '+'}${digits(minutes / 60)}:${digits(minutes % 60)}`;
}

/** A time as `Thu, 01 Jan 2026 09:00:00 +0000`. */
export const rfc1123z = (unixMs: number): string => new Date(unixMs).toUTCString().replace('GMT', '+0000');
