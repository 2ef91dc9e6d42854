import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { Agenda } from './agenda.ts';
import { Histogram } from './histogram.ts';

test('quantiles of 10,000 durations are within 5 % of the exact ones', () => {
  const random = createRandom(1);
  const values = Array.from({ length: 10_000 }, () => random.exponential(40));
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  values.sort((a, b) => a - b);
  for (const share of [0.5, 0.95, 0.99, 1]) {
    const exact = values[Math.ceil(share * values.length) - 1]!;
    expect(Math.abs(histogram.quantile(share)! / exact - 1)).toBeLessThan(0.05);
  }
});

test('without values there is no quantile; every value counts', () => {
  const one = new Histogram();
  expect(one.quantile(0.5)).toBe(undefined);
  const two = new Histogram();
  for (const ms of [1, 100, 100]) two.add(ms);
  expect([two.count, Math.round(two.quantile(0.5)!), Math.round(two.quantile(0.1)!)]).toEqual([3, 101, 1]);
});

test('an agenda gives back 5,000 entries by time, those of one time in the order in which they were added', () => {
  const random = createRandom(2);
  const agenda = new Agenda();
  const added = Array.from({ length: 5000 }, (_, item) => ({ ms: random.int(500), item }));
  for (const { ms, item } of added) agenda.add(ms, item);
  const taken: number[] = [];
  while (agenda.nextMs < Infinity) taken.push(agenda.take());
  const sorted = added.toSorted((a, b) => a.ms - b.ms || a.item - b.item);
  expect(taken).toEqual(sorted.map(({ item }) => item));
});
