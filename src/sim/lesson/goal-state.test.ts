import { expect, test } from 'vitest';
import type { Goal } from '../../api/lesson/lesson.ts';
import { AT_FIRST, type GoalState, nextState } from './goal-state.ts';

const never = Number.POSITIVE_INFINITY;
const base: Goal = {
  id: 'g',
  mode: 'check',
  expression: 'true',
  forMs: 0,
  once: false,
  fromMs: 0,
  untilMs: never,
  points: 1,
  values: {},
};

/** Looks at seconds 0, 1, 2 …: what the expression says then, as 1 and 0. */
function play(goal: Partial<Goal>, truths: string): string[] {
  let state: GoalState = AT_FIRST;
  return [...truths].map((truth, second) => {
    state = nextState({ ...base, ...goal }, state, truth === '1', second * 1000);
    return `${state.state} ${state.sinceMs / 1000}`;
  });
}

test.each<[name: string, goal: Partial<Goal>, truths: string, states: string[]]>([
  ['a check is met as long as it is true', {}, '0110', ['open 0', 'met 1', 'met 1', 'open 3']],
  [
    'a check that has to hold begins anew after a gap',
    { forMs: 2000 },
    '101110',
    ['holding 0', 'open 1', 'holding 2', 'holding 2', 'met 2', 'open 5'],
  ],
  ['what counts once stays', { once: true }, '010', ['open 0', 'met 1', 'met 1']],
  ['what is reached in time stays', { untilMs: 2000 }, '0100', ['open 0', 'met 1', 'met 1', 'met 1']],
  ['what is late has failed for good', { untilMs: 1000 }, '0011', ['open 0', 'open 0', 'failed 1', 'failed 1']],
  [
    'always counts from when it says, and fails at once',
    { mode: 'always', fromMs: 1000 },
    '0110',
    ['open 0', 'met 1', 'met 1', 'failed 3'],
  ],
  [
    'always up to a time is met then, whatever comes',
    { mode: 'always', untilMs: 2000 },
    '1110',
    ['holding 0', 'holding 0', 'met 2', 'met 2'],
  ],
  ['never fails as soon as it is so', { mode: 'never' }, '0010', ['met 0', 'met 0', 'failed 2', 'failed 2']],
  [
    'never within a window',
    { mode: 'never', fromMs: 1000, untilMs: 3000 },
    '10010',
    ['open 0', 'holding 1', 'holding 1', 'failed 3', 'failed 3'],
  ],
])('%s', (_name, goal, truths, states) => {
  expect(play(goal, truths)).toEqual(states);
});
