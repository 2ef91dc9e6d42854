import { expect, test } from 'vitest';
import type { NodeStats } from '../kubelet/stats/node-stats.ts';
import { Points } from './points.ts';

const MI = 1024 * 1024;

/** One node with one Pod whose container began at a time, measured at another. */
function round(atMs: number, startMs: number, cpuMs: number): NodeStats {
  const container = { name: 'c', startMs, cpuMs, memoryBytes: 5 * MI };
  const pods = [{ key: 'default/p', podUid: 'u', containers: [container] }];
  return { name: 'n', atMs, node: { startMs: 0, cpuMs: atMs / 10, memoryBytes: 300 * MI + 1024 }, pods };
}

const pod = (atMs: number, windowMs: number, cpu: string): unknown => ({
  atMs,
  windowMs,
  containers: [{ name: 'c', usage: { cpu, memory: '5Mi' } }],
});

test.each([
  ['one round tells nothing', [round(20_000, 1000, 5)], undefined],
  [
    'two rounds tell the rate between them',
    [round(20_000, 1000, 5), round(35_000, 1000, 35)],
    pod(35_000, 15_000, '2m'),
  ],
  ['a young container is compared with its start', [round(12_000, 1000, 11)], pod(12_000, 11_000, '1m')],
  ['a container that is too young is not told', [round(20_000, 19_000, 1)], undefined],
  ['one that has been restarted is new', [round(20_000, 1000, 90), round(35_000, 34_000, 1)], undefined],
] as const)('%s', (_title, rounds, expected) => {
  const points = new Points(15_000);
  for (const each of rounds) points.store([each]);
  expect(points.pod('default/p')).toEqual(expected);
});

test('a node is told after two rounds, and no more when it has not answered', () => {
  const points = new Points(15_000);
  points.store([round(20_000, 1000, 5)]);
  points.store([round(35_000, 1000, 5)]);
  const usage = { cpu: '100m', memory: '307201Ki' };
  expect(points.node('n')).toEqual({ atMs: 35_000, windowMs: 15_000, usage });
  points.store([]);
  expect(points.node('n')).toBeUndefined();
});
