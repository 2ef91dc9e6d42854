import { nextTime } from '../../../../base/cron/next-time.ts';
import { parseSchedule } from '../../../../base/cron/schedule.ts';
import { parseTime, rfc3339 } from '../../../../base/time.ts';
import { isTimeZone } from '../../../../base/time-zone.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

/** When schedules come next. */
const reader: CaseReader = {
  areas: ['cron-schedule'],
  fits: ({ given }) => 'schedule' in given,
  run: (cases) => cases.map((entry) => runItem(entry.id, () => differencesOf(entry.then, nextTimes(entry)))),
};

export default reader;

/** The next times of a schedule, or what is wrong with it. */
function nextTimes({ given, when }: Case): unknown {
  const { schedule: text, timeZone, from } = given as Readonly<Record<string, string>>;
  const count = Number(/next (\d+) times/.exec(String(when['compute']))?.[1] ?? 1);
  try {
    const schedule = parseSchedule(text!, isTimeZone);
    const next: string[] = [];
    let at: number | undefined = parseTime(from!);
    while (next.length < count) {
      at = nextTime(schedule, at, timeZone!);
      if (at === undefined) break;
      next.push(rfc3339(at));
    }
    return { next };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
