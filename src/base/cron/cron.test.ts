import { expect, test } from 'vitest';
import { parseTime, rfc3339 } from '../time.ts';
import { isTimeZone } from '../time-zone.ts';
import { nextTime } from './next-time.ts';
import { parseSchedule } from './schedule.ts';

/** The next times of a schedule, or what is wrong with it. */
function run(text: string, timeZone: string, from: string, count: number): unknown {
  try {
    const schedule = parseSchedule(text, isTimeZone);
    const next: string[] = [];
    let at: number | undefined = parseTime(from);
    while (next.length < count) {
      at = nextTime(schedule, at, timeZone);
      if (at === undefined) break;
      next.push(rfc3339(at));
    }
    return { next };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const errors: readonly (readonly [string, string])[] = [
  ['', 'empty spec string'],
  ['TZ=UTC', 'runtime error: slice bounds out of range [:-1]'],
  ['TZ=Mars/Base * * * * *', 'provided bad location Mars/Base: unknown time zone Mars/Base'],
  ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['-1 * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
  ['@fortnightly', 'unrecognized descriptor: @fortnightly'],
  ['@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'],
];

test.each(errors)('%j is refused', (text, error) =>
  expect(run(text, 'UTC', '2026-01-01T00:00:00Z', 1)).toEqual({ error }),
);

const times: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  ['an interval has whole seconds', '@every 1500ms', 'UTC', '2026-01-01T00:00:00.900Z', ['2026-01-01T00:00:01Z']],
  [
    'a zone in the schedule wins',
    'CRON_TZ=Asia/Tokyo 0 9 * * *',
    'UTC',
    '2026-01-01T00:00:01Z',
    ['2026-01-02T00:00:00Z'],
  ],
  [
    'an hour that comes twice',
    '30 1 * * *',
    'America/New_York',
    '2026-11-01T00:00:00Z',
    ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
  ],
  ['a zone of half hours', '0 0 * * *', 'Asia/Kolkata', '2026-01-01T00:00:00Z', ['2026-01-01T18:30:00Z']],
  [
    'a day whose midnight is skipped',
    '0 0 * * *',
    'America/Asuncion',
    '2023-09-30T12:00:00Z',
    ['2023-10-02T03:00:00Z'],
  ],
];

test.each(times)('%s', (_title, text, zone, from, next) => {
  expect(run(text, zone, from, next.length)).toEqual({ next });
});
