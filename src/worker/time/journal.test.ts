import { expect, test } from 'vitest';
import type { Frame } from '../../protocol/messages.ts';
import type { TrafficSecond } from '../../protocol/traffic.ts';
import type { PodRow } from '../../protocol/view.ts';
import { JOURNAL_LIMITS, Journal } from './journal.ts';

const counts = { sent: 9, ok: 9, error: 0, refused: 0, reset: 0, timedOut: 0, failed: 0, lost: 0 };
const latency = { p50Ms: 1, p95Ms: 2, p99Ms: 3 };

const secondOf = (second: number): TrafficSecond => ({ name: 'c', to: 'web', second, ...counts, ...latency });

/** A frame of a busy cluster: one Pod in twenty changes, and the last three seconds of a client become better known. */
function frameAt(nowMs: number): Frame {
  const second = Math.floor(nowMs / 1000);
  const uid = `pod-${second % 20}`;
  return {
    type: 'frame',
    reset: false,
    nowMs,
    running: true,
    speed: 1000,
    settled: false,
    revision: second,
    eventsPerSecond: 0,
    nodes: [],
    removedNodes: [],
    pods: [{ uid, name: uid, restarts: second } as PodRow],
    removedPods: [],
    workloads: [],
    removedWorkloads: [],
    services: [],
    removedServices: [],
    autoscalers: [],
    removedAutoscalers: [],
    events: [{ uid: `event-${second}`, atMs: nowMs } as Frame['events'][number]],
    flags: [{ atMs: nowMs, label: 'node-1 is Ready', kind: 'change' }],
    density: [[second, 3]],
    messages: [],
    traffic: [],
    trafficSeconds: [second - 2, second - 1, second].map(secondOf),
    serviceSeconds: [],
    flows: [],
    losses: [],
    rules: [],
    loads: [],
    requests: [],
    machines: [],
    stopped: [],
    hidden: null,
  };
}

test('24 hours take no more than the stated room, and the last minutes are there in full', () => {
  const journal = new Journal();
  const most = { rows: 0, events: 0, flags: 0, seconds: 0, density: 0 };
  for (let second = 0; second < 24 * 3600; second++) {
    journal.record(frameAt(second * 1000));
    if (second % 500 !== 0) continue;
    for (const [name, size] of Object.entries(journal.sizes))
      most[name as keyof typeof most] = Math.max(most[name as keyof typeof most], size);
  }
  for (const [name, size] of Object.entries(most))
    expect({ name, isWithin: size <= JOURNAL_LIMITS[name as keyof typeof most] }).toEqual({ name, isWithin: true });
  const last = journal.at(24 * 3_600_000)!;
  expect(last.pods).toHaveLength(20);
  expect(new Set(last.trafficSeconds.slice(-900).map(({ second }) => second)).size).toBeGreaterThan(290);
  const early = journal.at(3_600_000)!;
  expect(early.pods).toHaveLength(20);
});
