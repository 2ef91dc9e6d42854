import type { BackOff, WorkQueue } from '../../api/controller.ts';
import { wait } from '../../api/process.ts';
import type { Engine } from '../engine/engine.ts';
import type { Timer } from '../engine/event-queue.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { createTokenBucket } from './token-bucket.ts';

/** Back-off of one key and rate of all re-queues. Models workqueue.DefaultTypedControllerRateLimiter. */
const BASE_DELAY_MS = 5;
const MAX_DELAY_MS = 1_000_000;
const QPS = 10;
const BURST = 100;

/**
 * A queue of keys: a key that waits is not added twice; a key that is being worked on is not handed out again until it
 * is done. It keeps what caused each key to be added, so that the work has the same cause. Models client-go/util/workqueue.
 */
export function createWorkQueue(engine: Engine, scope: Scope, backOff?: BackOff): WorkQueue {
  const { baseMs, maxMs } = backOff ?? { baseMs: BASE_DELAY_MS, maxMs: MAX_DELAY_MS };
  const bucket = createTokenBucket(QPS, BURST);
  /** Keys that need work, with the cause of the first add. */
  const dirty = new Map<string, number>();
  const processing = new Set<string>();
  const failures = new Map<string, number>();
  const order: string[] = [];
  let head = 0;
  let retries = 0;
  const waiters: Future<void>[] = [];

  const enqueue = (key: string): void => {
    order.push(key);
    waiters.shift()?.resolve();
  };
  const add = (key: string): void => {
    if (dirty.has(key)) return;
    dirty.set(key, engine.cause);
    if (!processing.has(key)) enqueue(key);
  };
  const addAfter = createDelays(engine, scope, add);

  return {
    add,
    addAfter,
    addRateLimited(key) {
      const count = failures.get(key) ?? 0;
      retries++;
      failures.set(key, count + 1);
      const ownMs = Math.min(baseMs * 2 ** count, maxMs);
      addAfter(key, Math.max(ownMs, bucket.reserveMs(engine.nowMs)));
    },
    forget: (key) => void failures.delete(key),
    requeues: (key) => failures.get(key) ?? 0,
    *take() {
      while (head === order.length) {
        const ready = new Future<void>();
        waiters.push(ready);
        yield* wait(ready);
      }
      const key = order[head++]!;
      if (head === order.length || head > 1024) {
        order.splice(0, head);
        head = 0;
      }
      engine.cause = dirty.get(key) ?? 0;
      dirty.delete(key);
      processing.add(key);
      return key;
    },
    done(key) {
      processing.delete(key);
      if (dirty.has(key)) enqueue(key);
    },
    get length() {
      return order.length - head;
    },
    get failing() {
      return failures.size;
    },
    get retries() {
      return retries;
    },
  };
}

/** Adds keys later; of several times for one key the earliest counts. Models the delaying queue. */
function createDelays(
  engine: Engine,
  scope: Scope,
  add: (key: string) => void,
): (key: string, delayMs: number) => void {
  const delayed = new Map<string, { timer: Timer; atMs: number }>();
  return (key, delayMs) => {
    if (delayMs <= 0) {
      add(key);
      return;
    }
    const atMs = engine.nowMs + delayMs;
    const planned = delayed.get(key);
    if (planned) {
      if (planned.atMs <= atMs) return;
      engine.cancel(planned.timer);
    }
    const due = (): void => {
      delayed.delete(key);
      add(key);
    };
    delayed.set(key, { timer: engine.at(atMs, due, undefined, scope), atMs });
  };
}
