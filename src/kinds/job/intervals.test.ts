import { expect, test } from 'vitest';
import {
  firstMissing,
  formatIntervals,
  hasIndex,
  overlapTotal,
  parseIntervals,
  totalOf,
  withIndexes,
} from './intervals.ts';

test.each([
  ['', 5, []],
  [
    '0,2-3',
    5,
    [
      [0, 0],
      [2, 3],
    ],
  ],
  ['0,1,2', 5, [[0, 2]]],
  ['1-9', 5, [[1, 4]]],
  [
    '0,x,3',
    5,
    [
      [0, 0],
      [3, 3],
    ],
  ],
  ['0,7,2', 5, [[0, 0]]],
])('%j of %i is read as intervals', (text, completions, expected) =>
  expect(parseIntervals(text, completions)).toEqual(expected),
);

test.each([
  ['one more at the end', '0-2', [3], '0-3'],
  ['one that joins two', '0,2', [1], '0-2'],
  ['two neighbours', '', [4, 3], '3,4'],
  ['one that is there', '0-2', [1], '0-2'],
  ['some apart', '5', [0, 9], '0,5,9'],
])('%s', (_title, before, indexes, expected) =>
  expect(formatIntervals(withIndexes(parseIntervals(before, 100), indexes))).toBe(expected),
);

test('the lowest indexes that are missing come first, as many as are asked for', () => {
  const taken = parseIntervals('1,3-4', 8);
  expect([firstMissing(taken, 3, 8), firstMissing(taken, 9, 8), firstMissing(taken, 0, 8)]).toEqual([
    [0, 2, 5],
    [0, 2, 5, 6, 7],
    [],
  ]);
});

test('indexes are found and counted, alone and in common', () => {
  const set = parseIntervals('1,3-4,8-9', 10);
  const found = [0, 1, 2, 3, 4, 5, 8, 9].filter((index) => hasIndex(set, index));
  expect([found, totalOf(set), overlapTotal(set, parseIntervals('0-3,9', 10))]).toEqual([[1, 3, 4, 8, 9], 5, 3]);
});
