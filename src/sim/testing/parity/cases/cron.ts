import { nextTime } from '../../../../base/cron/next-time.ts';
import { parseSchedule } from '../../../../base/cron/schedule.ts';
import { parseTime, rfc3339 } from '../../../../base/time.ts';
import { isTimeZone } from '../../../../base/time-zone.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

interface Given {
  readonly schedule: string;
  readonly timeZone: string;
  readonly from: string;
}

/** The times of a schedule after a given one, or what is wrong with it. */
function run({ given, when }: Case): unknown {
  const { schedule: text, timeZone, from } = given as unknown as Given;
  const count = Number(/next (\d+) times/.exec(String(when['compute']))?.[1]);
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

/** When CronJobs run. */
const reader: CaseReader = {
  areas: ['cron-schedule'],
  fits: ({ given, when }) => typeof given['schedule'] === 'string' && typeof when['compute'] === 'string',
  run: (cases) => cases.map((entry) => runItem(entry.id, () => differencesOf(entry.then, run(entry)))),
};

export default reader;
