import { expect, test } from 'vitest';
import type { TrafficRow } from '../../protocol/traffic.ts';
import { createTrafficTable } from './traffic-table.ts';

const row = (part: Partial<TrafficRow>): TrafficRow => ({
  name: 'shoppers',
  to: 'http://web.default:80/',
  from: 'inside',
  rps: 50,
  perSecond: 50,
  spec: { name: 'shoppers', to: 'http://web.default:80/', rps: 50 },
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
const counts = (second: number, ok: number, lost: number) => ({
  second,
  sent: ok + lost,
  ok,
  error: 0,
  refused: lost,
  reset: 0,
  timedOut: 0,
  failed: 0,
  lost,
  ...untimed,
});
const second = (at: number, ok: number, lost = 0) => ({
  name: 'shoppers',
  to: 'http://web.default:80/',
  ...counts(at, ok, lost),
});
/** A frame with nothing else. */
const none = { loads: [], requests: [], serviceSeconds: [], flows: [], losses: [], rules: [] };

test('counts of a second replace those told before, and old seconds are forgotten', () => {
  const table = createTrafficTable();
  table.apply({ ...none, traffic: [row({ sent: 3, ok: 3 })], trafficSeconds: [second(10, 3)] });
  table.apply({
    ...none,
    traffic: [row({ sent: 9, ok: 8, refused: 1 })],
    trafficSeconds: [second(10, 5), second(31, 3, 1)],
  });
  table.apply({ ...none, traffic: [row({ sent: 10, ok: 9, refused: 1 })], trafficSeconds: [second(930, 1)] });
  expect(table.clients()).toEqual([
    {
      row: row({ sent: 10, ok: 9, refused: 1 }),
      seconds: [counts(31, 3, 1), counts(930, 1, 0)],
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
