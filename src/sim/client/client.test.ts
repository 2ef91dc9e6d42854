import { describe, expect, it } from 'vitest';
import type { Event, Pod } from '../../api/k8s/core-v1.gen.ts';
import { Engine } from '../engine/engine.ts';
import type { ApiClient } from './client.ts';
import { createEventCorrelator } from './event-correlator.ts';
import { createCache } from './informer.ts';
import { nameSuffix } from './recorder.ts';
import { createSeriesRecorder } from './series-recorder.ts';
import { createTokenBucket } from './token-bucket.ts';
import { createWorkQueue } from './work-queue.ts';

describe('token bucket', () => {
  const cases: [name: string, qps: number, burst: number, atMs: number[], waitsMs: number[]][] = [
    ['lets a burst pass, then one every 1/qps', 20, 3, [0, 0, 0, 0, 0], [0, 0, 0, 50, 100]],
    ['fills again with time', 10, 1, [0, 50, 200, 1000], [0, 50, 0, 0]],
    ['never holds more than its burst', 10, 2, [0, 10_000, 10_000, 10_000], [0, 0, 0, 100]],
  ];
  it.each(cases)('%s', (_name, qps, burst, atMs, waitsMs) => {
    const bucket = createTokenBucket(qps, burst);
    expect(atMs.map((ms) => Math.round(bucket.reserveMs(ms)))).toEqual(waitsMs);
  });
});

describe('work queue', () => {
  /** Runs a script of queue calls and returns what one worker took, and when. */
  function taken(script: (queue: ReturnType<typeof createWorkQueue>, engine: Engine) => void, workMs = 0): string[] {
    const engine = new Engine(1);
    const queue = createWorkQueue(engine, engine.root);
    const log: string[] = [];
    engine.spawn(
      (function* () {
        for (;;) {
          const key = yield* queue.take();
          log.push(`${key}@${engine.nowMs}`);
          yield workMs;
          queue.done(key);
        }
      })(),
    );
    script(queue, engine);
    engine.runUntil(10_000);
    return log;
  }

  it('hands out a key once however often it was added', () => {
    expect(taken((queue) => ['a', 'b', 'a', 'a'].forEach(queue.add))).toEqual(['a@0', 'b@0']);
  });
  it('hands out a key again when it was added while being worked on', () => {
    const log = taken((queue, engine) => {
      queue.add('a');
      engine.after(5, () => queue.add('a'), undefined);
      engine.after(6, () => queue.add('a'), undefined);
    }, 10);
    expect(log).toEqual(['a@0', 'a@10']);
  });
  it('keeps the earliest of several delays of a key', () => {
    const log = taken((queue) => {
      queue.addAfter('a', 500);
      queue.addAfter('a', 100);
      queue.addAfter('a', 900);
    });
    expect(log).toEqual(['a@100']);
  });
  it('doubles the back-off of a key from 5 ms until it is forgotten', () => {
    const engine = new Engine(1);
    const queue = createWorkQueue(engine, engine.root);
    const delays: number[] = [];
    engine.spawn(
      (function* () {
        for (let i = 0; i < 5; i++) {
          if (i === 4) queue.forget('a');
          const since = engine.nowMs;
          queue.addRateLimited('a');
          const key = yield* queue.take();
          delays.push(engine.nowMs - since);
          queue.done(key);
        }
      })(),
    );
    engine.runUntil(1000);
    expect(delays).toEqual([5, 10, 20, 40, 5]);
  });
  it('works with the cause of what added the key', () => {
    const engine = new Engine(1);
    const queue = createWorkQueue(engine, engine.root);
    engine.cause = 7;
    queue.add('a');
    engine.cause = 8;
    queue.add('b');
    const causes: number[] = [];
    engine.spawn(
      (function* () {
        for (;;) {
          queue.done(yield* queue.take());
          causes.push(engine.cause);
        }
      })(),
    );
    expect(causes).toEqual([7, 8]);
  });
});

describe('informer cache', () => {
  const pod = (name: string, version: string, node?: string): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'demo', name, resourceVersion: version },
    ...(node ? { spec: { containers: [], nodeName: node } } : {}),
  });
  it('keeps indexes and tells handlers what changed, in a relist only what differs', () => {
    const cache = createCache<Pod>();
    const log: string[] = [];
    cache.addIndex('node', (object) => (object.spec?.nodeName ? [object.spec.nodeName] : []));
    cache.addHandler({
      onAdd: (object) => void log.push(`add ${object.metadata.name}`),
      onUpdate: (object, previous) =>
        void log.push(`update ${object.metadata.name} ${previous.metadata.resourceVersion}`),
      onDelete: (object) => void log.push(`delete ${object.metadata.name}`),
    });
    cache.replace([pod('a', '1', 'n1'), pod('b', '2')]);
    cache.put(pod('b', '3', 'n1'));
    cache.replace([pod('b', '3', 'n1'), pod('c', '5', 'n2')]);
    cache.remove(pod('c', '6', 'n2'));
    expect(log).toEqual(['add a', 'add b', 'update b 2', 'delete a', 'add c', 'delete c']);
    expect([...cache.byIndex('node', 'n1')].map((object) => object.metadata.name)).toEqual(['b']);
    expect([...cache.byIndex('node', 'n2')]).toEqual([]);
    expect([...cache.list('demo')].map((object) => object.metadata.name)).toEqual(['b']);
    expect(cache.synced.settled).toBe(true);
  });
});

describe('event correlation', () => {
  const event = (name: string, message: string, object = 'web'): Event => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { namespace: 'demo', name },
    involvedObject: { kind: 'Deployment', namespace: 'demo', name: object },
    reason: 'ScalingReplicaSet',
    message,
    type: 'Normal',
    count: 1,
    firstTimestamp: `first of ${name}`,
    lastTimestamp: `last of ${name}`,
    source: { component: 'deployment-controller' },
  });

  it('counts a repeated event up under the name of the first', () => {
    const correlator = createEventCorrelator();
    const results = ['1', '2', '3'].map((name) => correlator.correlate(event(name, 'same'), 0));
    expect(results.map((result) => [result?.existing, result?.event.count, result?.event.firstTimestamp])).toEqual([
      [undefined, 1, 'first of 1'],
      ['1', 2, 'first of 1'],
      ['1', 3, 'first of 1'],
    ]);
  });
  it('combines more than nine different messages of one reason', () => {
    const correlator = createEventCorrelator();
    const messages = Array.from({ length: 11 }, (_, i) => correlator.correlate(event(`${i}`, `m${i}`), 0));
    expect(messages.slice(8).map((result) => [result?.existing, result?.event.message])).toEqual([
      [undefined, 'm8'],
      [undefined, '(combined from similar events): m9'],
      ['9', '(combined from similar events): m10'],
    ]);
  });
  it('drops events about one object after 25, and lets one through each five minutes', () => {
    const correlator = createEventCorrelator();
    const passed = (count: number, atMs: number): number =>
      Array.from({ length: count }, (_, i) => correlator.correlate(event(`${i}`, 'same'), atMs)).filter(Boolean).length;
    expect([passed(40, 0), passed(5, 299_000), passed(5, 301_000)]).toEqual([25, 0, 1]);
  });
  it('names events by nanoseconds in hexadecimal, different within one instant', () => {
    expect([
      nameSuffix(1_767_600_000_000, 0),
      nameSuffix(1_767_600_000_000, 1),
      nameSuffix(1_767_600_000_000.25, 0),
    ]).toEqual([
      1_767_600_000_000_000_000n.toString(16),
      1_767_600_000_000_000_001n.toString(16),
      1_767_600_000_000_250_000n.toString(16),
    ]);
  });
});

describe('series of events', () => {
  it('are written when they begin and, with their count, six minutes after they end', () => {
    const engine = new Engine(1);
    const writes: string[] = [];
    const client = {
      *create(_kind: unknown, event: Event) {
        yield 1;
        writes.push(`${Math.floor(engine.nowMs / 1000)} create ${event.action} ${event.message}`);
        return event;
      },
      *patch(_kind: unknown, _namespace: string, _name: string, patch: { body: { series: { count: number } } }) {
        yield 1;
        writes.push(`${Math.floor(engine.nowMs / 1000)} count ${patch.body.series.count}`);
      },
    } as unknown as ApiClient;
    const options = { engine, scope: engine.root, client, random: engine.random, component: 'default-scheduler' };
    const recorder = createSeriesRecorder(options);
    const about = (version: string): Pod => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'demo', name: 'p', uid: 'u', resourceVersion: version },
    });
    const fail = (version: string, atMs: number, text: string): void => {
      const detail = { action: 'Scheduling' };
      engine.at(atMs, () => recorder.event(about(version), 'Warning', 'FailedScheduling', text, detail), undefined);
    };
    for (const seconds of [0, 10, 20, 30]) fail('1', seconds * 1000, 'no room');
    fail('2', 40_000, 'still no room');
    engine.runUntil(1_000_000);
    expect(writes).toEqual([
      '0 create Scheduling no room',
      '10 count 2',
      '40 create Scheduling still no room',
      '390 count 4',
    ]);
  });
});
