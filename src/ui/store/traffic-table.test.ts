import { expect, test } from 'vitest';
import type { TrafficRow } from '../../protocol/traffic.ts';
import { createTrafficTable } from './traffic-table.ts';

const row = (part: Partial<TrafficRow>): TrafficRow => ({
  name: 'shoppers',
  to: 'http://web.default:80/',
  from: 'inside',
  rps: 50,
  sent: 0,
  ok: 0,
  error: 0,
  refused: 0,
  reset: 0,
  timedOut: 0,
  failed: 0,
  ...part,
});
const untimed = { p50Ms: null, p95Ms: null, p99Ms: null };
const second = (at: number, ok: number, lost = 0) => ({
  name: 'shoppers',
  to: 'http://web.default:80/',
  second: at,
  ok,
  lost,
  ...untimed,
});
/** A frame with nothing else. */
const none = { loads: [], requests: [] };

test('counts of a second replace those told before, and old seconds are forgotten', () => {
  const table = createTrafficTable();
  table.apply({ ...none, traffic: [row({ sent: 3, ok: 3 })], trafficSeconds: [second(10, 3)] });
  table.apply({
    ...none,
    traffic: [row({ sent: 9, ok: 8, refused: 1 })],
    trafficSeconds: [second(10, 5), second(11, 3, 1)],
  });
  table.apply({ ...none, traffic: [row({ sent: 10, ok: 9, refused: 1 })], trafficSeconds: [second(130, 1)] });
  expect(table.clients()).toEqual([
    {
      row: row({ sent: 10, ok: 9, refused: 1 }),
      seconds: [
        { second: 11, ok: 3, lost: 1, ...untimed },
        { second: 130, ok: 1, lost: 0, ...untimed },
      ],
    },
  ]);
});

test('a frame without traffic changes nothing, and a new run forgets', () => {
  const table = createTrafficTable();
  expect(table.apply({ ...none, traffic: [], trafficSeconds: [] })).toBe(false);
  expect(table.apply({ ...none, traffic: [row({})], trafficSeconds: [] })).toBe(true);
  table.forget();
  expect(table.clients()).toEqual([]);
});
