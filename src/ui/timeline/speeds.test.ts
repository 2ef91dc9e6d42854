import { expect, test } from 'vitest';
import { nextSpeed, speedAt, speedPlace, speedStops, speedText } from './speeds.ts';

test('plus and minus walk the stops and stay at the ends', () => {
  expect([
    nextSpeed(1, 1),
    nextSpeed(1, -1),
    nextSpeed(1000, 1),
    nextSpeed(0.05, -1),
    nextSpeed(3, 1),
    nextSpeed(3, -1),
  ]).toEqual([2, 0.5, 1000, 0.05, 5, 2]);
});

test('the scale is logarithmic from 1/20 to 1000', () => {
  expect([speedPlace(0.05), speedPlace(1000), speedPlace(5000)]).toEqual([0, 1, 1]);
  expect(speedStops.map((stop) => speedAt(speedPlace(stop)))).toEqual([...speedStops]);
});

test('a speed reads as a factor', () => {
  expect([speedText(0.05), speedText(1), speedText(1000)]).toEqual(['0.05×', '1×', '1000×']);
});
