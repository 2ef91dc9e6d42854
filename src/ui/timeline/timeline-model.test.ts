import { expect, test } from 'vitest';
import { densityBars, flagLabel, placeFlags, timelineEnd, timelineTicks } from './timeline-model.ts';

test('the axis shows some future and grows in steps', () => {
  expect([0, 30_000, 60_000, 461_000].map(timelineEnd)).toEqual([60_000, 60_000, 80_000, 540_000]);
});

test('ticks have labels far enough apart, from the start to the end', () => {
  const big = timelineTicks(540_000, 850).filter((tick) => tick.big);
  expect(big.map((tick) => tick.label)).toEqual([
    '0:00',
    '1:00',
    '2:00',
    '3:00',
    '4:00',
    '5:00',
    '6:00',
    '7:00',
    '8:00',
    '9:00',
  ]);
  expect([big[0]?.anchor, big[1]?.anchor, big.at(-1)?.anchor]).toEqual(['start', 'middle', 'end']);
});

test('the busiest bar is full, and a quiet one can still be seen', () => {
  const bars = densityBars(
    new Map([
      [0, 100],
      [30, 1],
    ]),
    60_000,
    192,
  );
  expect(bars.length).toBe(60);
  expect([bars[0], bars[30], bars[59]]).toEqual([1, expect.closeTo(0.1), 0]);
});

test('a second wider than a bar is spread over the bars that it covers', () => {
  const bars = densityBars(new Map([[0, 8]]), 60_000, 372);
  expect([bars[0], bars[1], bars[2]]).toEqual([1, 1, 0]);
});

test('labels lose what every command repeats and are cut', () => {
  expect([
    flagLabel('apply -f -'),
    flagLabel('scale deployment/web --replicas=5 -n default'),
    flagLabel('delete pod ml-model-serving-6f7d9c8b54-x7c2d'),
    flagLabel('component-stop kube-apiserver'),
    flagLabel('node-partition node-2'),
  ]).toEqual([
    'apply',
    'scale deployment/web 5',
    'delete pod ml-model-servi…',
    'stop kube-apiserver',
    'cut off node-2',
  ]);
});

test('a flag that would cover the one before goes to the second row', () => {
  const flags = [0, 1000, 30_000].map((atMs) => ({ atMs, label: 'cordon node-1', kind: 'input' as const }));
  const placed = placeFlags(flags, 60_000, 600, (text) => text.length * 6);
  expect(placed.map(({ y, label }) => [y, label])).toEqual([
    [5.5, 'cordon node-1'],
    [18.5, 'cordon node-1'],
    [5.5, 'cordon node-1'],
  ]);
});
