import { type Process, wait } from '../../api/process.ts';
import type { WatchEvent } from '../../api/request.ts';
import type { HttpResponse } from '../apiserver/request.ts';
import { Future } from '../engine/future.ts';
import { waitAtMost } from '../engine/wait-at-most.ts';
import { type Query, queryText, TABLE_ACCEPT, type Target } from './client/api.ts';
import { resourcePath } from './client/resource.ts';
import type { KubectlEnv } from './env.ts';

/** An open watch: its events in order. */
export interface Watch {
  /** The next event; `undefined` when the stream has ended or the deadline (of env.engine.nowMs) has passed. */
  next(deadlineMs: number): Process<WatchEvent | undefined>;
  stop(): void;
}

/** Opens a watch on a resource type or, with a name, on one object. */
export function* openWatch(env: KubectlEnv, target: Target, query: Query, asTable = false): Process<Watch> {
  const { resource, namespace, name } = target;
  const events: WatchEvent[] = [];
  let ended = false;
  let arrival = new Future<void>();
  const wake = (): void => arrival.resolve(undefined);
  const path = resourcePath(resource, namespace) + queryText({ ...query, ...byName(name), watch: 'true' });
  const response: HttpResponse = yield* env.transport({
    method: 'GET',
    path,
    headers: { Accept: asTable ? TABLE_ACCEPT : 'application/json' },
    ...(env.user === undefined ? {} : { user: env.user }),
    receiver: {
      host: env.host,
      scope: env.scope,
      onItem: (event) => {
        events.push(event);
        wake();
      },
      onEnd: () => {
        ended = true;
        wake();
      },
    },
  });
  return {
    *next(deadlineMs) {
      for (;;) {
        const event = events.shift();
        if (event || ended) return event;
        arrival = new Future<void>();
        if (deadlineMs === Number.POSITIVE_INFINITY) yield* wait(arrival);
        else {
          const leftMs = deadlineMs - env.engine.nowMs;
          if (leftMs <= 0) return undefined;
          yield* waitAtMost(env.engine, arrival, leftMs);
        }
      }
    },
    stop: () => response.stop?.(),
  };
}

/** Selects one object of a collection by its name. */
export function byName(name: string | undefined): Query {
  return name ? { fieldSelector: `metadata.name=${name}` } : {};
}

/** When a time-out ends, as `env.engine.nowMs` counts; 0 means never. */
export function deadlineOf(env: KubectlEnv, timeoutMs: number): number {
  return timeoutMs > 0 ? env.engine.nowMs + timeoutMs : Number.POSITIVE_INFINITY;
}
