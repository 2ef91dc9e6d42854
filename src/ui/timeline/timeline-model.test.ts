import { expect, test } from 'vitest';
import type { FaultName } from '../../api/scenario.ts';
import { densityBars, flagLabel, isBadFlag, placeFlags, timelineEnd, timelineTicks } from './timeline-model.ts';

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

test('labels lose what every command repeats and are cut; what nobody typed is said in the page’s words', () => {
  const fault = (name: FaultName, target: string) =>
    flagLabel({ label: `${name} ${target}`, said: { say: 'fault', fault: name, target } });
  const traffic = { say: 'traffic', client: 'shoppers', to: 'http://web.default/', perSecond: 50 } as const;
  expect([
    flagLabel({ label: 'apply -f -' }),
    flagLabel({ label: 'scale deployment/web --replicas=5 -n default' }),
    flagLabel({ label: 'delete pod ml-model-serving-6f7d9c8b54-x7c2d' }),
    fault('component-stop', 'kube-apiserver'),
    fault('node-partition', 'node-2'),
    flagLabel({ label: '', said: { ...traffic, client: 'a', to: 'http://web/' } }),
    flagLabel({ label: '', said: { ...traffic, perSecond: 0 } }),
    flagLabel({ label: '', said: { say: 'readiness', node: 'node-2', ready: false } }),
  ]).toEqual([
    'apply',
    'scale deployment/web 5',
    'delete pod ml-model-servi…',
    'stop kube-apiserver',
    'cut off node-2',
    'traffic a to web',
    'traffic shoppers ends',
    'node-2 NotReady',
  ]);
});

test('what breaks something is bad, what mends it is not', () => {
  const fault = (name: FaultName) => ({ label: name, said: { say: 'fault', fault: name, target: 'x' } as const });
  const ready = (is: boolean) => ({ label: '', said: { say: 'readiness', node: 'x', ready: is } as const });
  const bad = [fault('node-crash'), fault('network-loss'), ready(false)];
  const good = [
    fault('node-restart'),
    fault('component-start'),
    fault('node-heal'),
    ready(true),
    { label: 'x NotReady' },
  ];
  expect([...bad, ...good].map(isBadFlag)).toEqual([true, true, true, false, false, false, false, false]);
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
