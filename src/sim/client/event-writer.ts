import { isBug } from '../../api/control/bug.ts';
import { type Process, sleep } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { spawnGuarded } from './guard.ts';

/** Events waiting to be written; more are dropped. Constants model client-go/tools/record/event.go. */
const MAX_QUEUED = 1000;
const MAX_TRIES = 12;
const RETRY_MS = 10_000;

/** Makes a queue that does one write after the other, each with the cause of what asked for it. */
export function createEventWriter(engine: Engine, scope: Scope): (write: () => Process<unknown>) => void {
  const queue: { write: () => Process<unknown>; cause: number }[] = [];
  let writing = false;

  function* drain(): Process<void> {
    writing = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      engine.cause = next.cause;
      yield* next.write();
    }
    writing = false;
  }
  return (write) => {
    if (queue.length >= MAX_QUEUED) return;
    queue.push({ write, cause: engine.cause });
    if (!writing) spawnGuarded(engine, scope, drain());
  };
}

/** Sends a write again and again while the API server is out of reach; undefined when it was refused or given up. */
export function* retryWrite<T>(random: Random, request: () => Process<T>): Process<T | undefined> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    try {
      return yield* request();
    } catch (error) {
      if (isBug(error)) throw error;
      // The server has judged it: it will not judge otherwise the next time.
      if (error instanceof ApiError) return undefined;
    }
    yield* sleep(tries === 1 ? RETRY_MS * random.next() : RETRY_MS);
  }
  return undefined;
}
