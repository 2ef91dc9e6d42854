import { expect, test } from 'vitest';
import { placeMoments } from './place-moments.ts';

const place = (...moments: readonly (readonly [second: number, label: string])[]) =>
  placeMoments(
    moments.map(([second, label]) => ({ second, label })),
    (second) => second * 10,
    1000,
    (text) => text.length * 6,
  ).map(({ row, left }) => `${row}${left ? ' left' : ''}`);

test.each<[name: string, got: readonly string[], expected: readonly string[]]>([
  ['names apart stand in one row', place([10, 'crash'], [30, 'heal']), ['0', '0']],
  ['a long name moves the next one down', place([10, 'crash of the first node'], [20, 'heal']), ['0', '1']],
  [
    'a name that ends before the next begins leaves its row free',
    place([10, 'a'], [10, 'b'], [20, 'c']),
    ['0', '1', '0'],
  ],
  ['late names stand left of their lines', place([90, 'crash']), ['0 left']],
  ['what has no room has no name', place([1, 'a'], [1, 'b'], [1, 'c'], [1, 'd'], [1, 'e']), ['0', '1', '2', '3', '-1']],
])('%s', (_, got, expected) => {
  expect(got).toEqual(expected);
});
