import { expect, test } from 'vitest';
import { GroupBackOff } from './back-off.ts';

const MINUTE = 60_000;
const failure = { code: 'c', message: 'm' };

/** For how many minutes a group is left alone after failures at these minutes, from the last one. */
function leftAlone(minutes: readonly number[]): number {
  const backOff = new GroupBackOff();
  for (const minute of minutes) {
    backOff.clean(minute * MINUTE);
    backOff.failed('small', failure, minute * MINUTE);
  }
  const lastMs = minutes.at(-1)! * MINUTE;
  let for_ = 0;
  while (backOff.of('small', lastMs + for_ * MINUTE)) for_++;
  return for_;
}

test.each<[string, number[], number]>([
  ['five minutes after the first failure', [0], 5],
  ['as long again from a failure in that time', [0, 3], 5],
  ['twice as long after the next', [0, 6], 10],
  ['and so on', [0, 6, 17], 20],
  ['never more than half an hour', [0, 6, 17, 38, 69], 30],
  ['anew when three hours have passed', [0, 6, 17, 198], 5],
])('%s', (_name, minutes, expected) => {
  expect(leftAlone(minutes)).toBe(expected);
});

test('a group that has grown is as if nothing had been', () => {
  const backOff = new GroupBackOff();
  backOff.failed('small', failure, 0);
  backOff.succeeded('small');
  expect(backOff.of('small', 1)).toBeUndefined();
  backOff.failed('small', failure, 6 * MINUTE);
  expect(backOff.of('small', 10 * MINUTE)).toMatchObject(failure);
  expect(backOff.of('small', 11 * MINUTE)).toBeUndefined();
  expect(backOff.of('large', 7 * MINUTE)).toBeUndefined();
});
