import { describe, expect, test } from 'vitest';
import { type Process, sleep, wait } from '../../api/process.ts';
import { createRandom } from '../../base/random.ts';
import { Engine } from './engine.ts';
import { EventQueue } from './event-queue.ts';
import { Future } from './future.ts';
import { waitAtMost } from './wait-at-most.ts';

describe('event queue', () => {
  test('events come in order of time, ties in order of insertion, against a sorted list', () => {
    const random = createRandom(1);
    const queue = new EventQueue();
    const model: { timeMs: number; id: number }[] = [];
    const got: number[] = [];
    for (let round = 0; round < 20_000; round++) {
      if (random.next() < 0.55) {
        const timeMs = random.int(500);
        model.push({ timeMs, id: round });
        queue.push(timeMs, () => {}, round, undefined, 0);
      } else {
        model.sort((a, b) => a.timeMs - b.timeMs || a.id - b.id);
        const expected = model.shift();
        got.length = 0;
        queue.pop((_time, _action, arg) => got.push(arg as number));
        expect(got).toEqual(expected ? [expected.id] : []);
      }
    }
  });

  test('a cancelled event does not run, and its handle does not cancel a later one', () => {
    const engine = new Engine(1);
    const ran: string[] = [];
    const first = engine.after(1, (s: string) => ran.push(s), 'first');
    engine.cancel(first);
    engine.after(2, (s: string) => ran.push(s), 'second');
    engine.runUntil(2);
    engine.cancel(first);
    engine.after(1, (s: string) => ran.push(s), 'third');
    engine.cancel(first);
    engine.runUntil(10);
    expect(ran).toEqual(['second', 'third']);
  });
});

describe('processes', () => {
  function* worker(engine: Engine, log: string[]): Process<string> {
    log.push(`start ${engine.nowMs}`);
    yield* sleep(10);
    log.push(`woke ${engine.nowMs}`);
    return 'done';
  }

  test('a process sleeps in virtual time and its future has its value', () => {
    const engine = new Engine(1);
    const log: string[] = [];
    const done = engine.spawn(worker(engine, log));
    engine.runUntil(100);
    expect({ log, value: done.value, nowMs: engine.nowMs }).toEqual({
      log: ['start 0', 'woke 10'],
      value: 'done',
      nowMs: 100,
    });
  });

  test('killing a scope stops its processes and timers for good, without running their code', () => {
    const engine = new Engine(1);
    const log: string[] = [];
    const machine = engine.root.child('machine');
    const component = machine.child('component');
    const done = engine.spawn(worker(engine, log), component);
    engine.after(5, () => machine.kill(), undefined);
    engine.runUntil(100);
    expect({ log, settled: done.settled, alive: component.alive }).toEqual({
      log: ['start 0'],
      settled: false,
      alive: false,
    });
  });

  test('whoever settles a future runs on to its next yield before those who wait', () => {
    const engine = new Engine(1);
    const log: string[] = [];
    const gate = new Future<number>();
    engine.spawn(
      (function* (): Process {
        log.push(`got ${yield* wait(gate)}`);
      })(),
    );
    engine.spawn(
      (function* (): Process {
        gate.resolve(7);
        log.push('settled');
        yield* sleep(0);
      })(),
    );
    engine.runUntil(0);
    expect(log).toEqual(['settled', 'got 7']);
  });

  test('an error of a future is thrown in the process that waits, and becomes its own', () => {
    const engine = new Engine(1);
    const gate = new Future<number>();
    const failed = engine.spawn(wait(gate));
    gate.reject(new Error('no answer'));
    engine.runUntil(0);
    expect(() => failed.value).toThrow('no answer');
  });

  test('waiting with a limit gives undefined when the time is over first', () => {
    const engine = new Engine(1);
    const never = new Future<number>();
    const soon = new Future<number>();
    engine.after(3, () => soon.resolve(1), undefined);
    const results = [engine.spawn(waitAtMost(engine, never, 5)), engine.spawn(waitAtMost(engine, soon, 5))];
    engine.runUntil(10);
    expect(results.map((r) => r.value)).toEqual([undefined, 1]);
  });
});

test('the same seed gives the same numbers, and streams of different names differ', () => {
  const draw = (name: string) => {
    const random = createRandom(42).fork(name);
    return [random.next(), random.int(10), random.exponential(5)];
  };
  expect(draw('network')).toEqual(draw('network'));
  expect(draw('network')).not.toEqual(draw('scheduler'));
});
