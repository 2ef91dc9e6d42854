import { zonedTime, zoneOffset } from '../time-zone.ts';
import type { FieldSchedule, Schedule } from './schedule.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far ahead a time is looked for. */
const YEARS = 5;

/**
 * When a schedule comes next after a time, in Unix milliseconds; undefined if that is never. `timeZone` is the zone of
 * the object, which one in the schedule itself overrides. Models the Next methods of robfig/cron v3.
 */
export function nextTime(schedule: Schedule, afterMs: number, timeZone: string): number | undefined {
  const wholeMs = Math.floor(afterMs / SECOND) * SECOND;
  if (schedule.kind === 'every') return wholeMs + schedule.delayMs;
  return nextMatch(schedule, wholeMs + SECOND, schedule.timeZone ?? timeZone);
}

/** A moment and what the clocks of a zone show then, as a Date whose UTC fields are the local ones. */
interface Clock {
  readonly ms: number;
  readonly local: Date;
}

function clockAt(ms: number, zone: string): Clock {
  return { ms, local: new Date(ms + zoneOffset(zone, ms)) };
}

const shows = (zone: string, year: number, month: number, day: number, hour = 0): Clock =>
  clockAt(zonedTime(zone, Date.UTC(year, month, day, hour)), zone);

function nextMatch(schedule: FieldSchedule, startMs: number, zone: string): number | undefined {
  let clock = clockAt(startMs, zone);
  const lastYear = clock.local.getUTCFullYear() + YEARS;
  // Times are whole minutes once a field has been moved; until then the seconds decide.
  while (clock.local.getUTCFullYear() <= lastYear) {
    const { local } = clock;
    if (!schedule.months.values.has(local.getUTCMonth() + 1)) {
      clock = shows(zone, local.getUTCFullYear(), local.getUTCMonth() + 1, 1);
    } else if (!isDay(schedule, local)) clock = nextDay(clock, zone);
    else if (!schedule.hours.values.has(local.getUTCHours())) clock = nextHour(clock, zone);
    else if (!schedule.minutes.values.has(local.getUTCMinutes()) || local.getUTCSeconds() > 0) {
      clock = clockAt(Math.floor(clock.ms / MINUTE) * MINUTE + MINUTE, zone);
    } else return clock.ms;
  }
  return undefined;
}

/** If both are given, either the day of the month or that of the week is enough. */
function isDay({ daysOfMonth, daysOfWeek }: FieldSchedule, local: Date): boolean {
  const inMonth = daysOfMonth.values.has(local.getUTCDate());
  const inWeek = daysOfWeek.values.has(local.getUTCDay());
  return daysOfMonth.any || daysOfWeek.any ? inMonth && inWeek : inMonth || inWeek;
}

/** Midnight of the next day, or what comes closest where the clocks skip it. */
function nextDay({ local }: Clock, zone: string): Clock {
  const midnight = shows(zone, local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1);
  const hour = midnight.local.getUTCHours();
  if (hour === 0) return midnight;
  return clockAt(midnight.ms + (hour > 12 ? DAY - hour * HOUR : -hour * HOUR), zone);
}

function nextHour({ ms, local }: Clock, zone: string): Clock {
  const fullMs = ms - (local.getUTCMinutes() * MINUTE + local.getUTCSeconds() * SECOND);
  return clockAt(fullMs + HOUR, zone);
}
