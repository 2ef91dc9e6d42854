import { expect, test } from 'vitest';
import { PLAIN_SERVING, type Serving } from '../images/image.ts';
import { WebServer } from './web-server.ts';

const serving = (part: Partial<Serving>): Serving => ({ ...PLAIN_SERVING, cpuMs: 0, ...part });

test('one worker answers one after the other, in the order in which they came', () => {
  const server = new WebServer(serving({ workers: 1 }), { cpus: 4 });
  expect([0, 1, 2, 100].map((ms) => server.take(ms, 10))).toEqual([
    { beginsMs: 0, endsMs: 10 },
    { beginsMs: 10, endsMs: 20 },
    { beginsMs: 20, endsMs: 30 },
    { beginsMs: 100, endsMs: 110 },
  ]);
});

test('two workers answer two at once', () => {
  const server = new WebServer(serving({ workers: 2 }), { cpus: 4 });
  expect([0, 0, 0].map((ms) => server.take(ms, 10)?.endsMs)).toEqual([10, 10, 20]);
});

test('a connection is not accepted while the backlog is full', () => {
  const server = new WebServer(serving({ workers: 1, backlog: 1 }), { cpus: 4 });
  expect([0, 0, 0].map((ms) => server.take(ms, 10) !== undefined)).toEqual([true, true, false]);
  server.open--;
  expect(server.take(11, 10)).toEqual({ beginsMs: 20, endsMs: 30 });
});

test('a tenth of a CPU does a hundred milliseconds of work in a second', () => {
  const server = new WebServer(serving({ workers: 100, cpuMs: 10 }), { cpus: 0.1 });
  const ends = Array.from({ length: 10 }, () => server.take(0, 0)!.endsMs);
  expect(ends).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  expect([0, 500, 1000, 2000].map((ms) => Math.round(server.usedCpuMs(ms)))).toEqual([0, 50, 100, 100]);
});
