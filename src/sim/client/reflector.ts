import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Process, sleep, wait } from '../../api/process.ts';
import type { ListOptions, WatchEvent } from '../../api/request.ts';
import { ApiError } from '../../api/status.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import { ConnectionError } from '../network/network.ts';
import type { ApiClient } from './client.ts';
import type { Cache } from './informer.ts';

/** Waits between attempts after an error; they start anew after a quiet time. Models client-go/tools/cache/reflector.go. */
const BACKOFF_MIN_MS = 800;
const BACKOFF_MAX_MS = 30_000;
const BACKOFF_RESET_MS = 120_000;
/** A watch asks to be ended after this time, up to twice as long. */
const WATCH_MIN_S = 300;

/** What part of a kind is listed and watched. */
export interface Selection {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** What a reflector needs. */
export interface ReflectorOptions<T extends KubeObject> {
  readonly engine: Engine;
  readonly random: Random;
  readonly client: ApiClient;
  readonly kind: Kind<T>;
  readonly cache: Cache<T>;
  readonly selection?: Selection | undefined;
}

/** How a watch ended: watch again from the last version, or list anew. */
type End = { readonly relist: boolean; readonly refused?: boolean };

/** Lists a kind, then watches it from there for ever; lists anew when the watch cannot go on. Never returns. */
export function* reflect<T extends KubeObject>(options: ReflectorOptions<T>): Process<void> {
  const { client, kind, cache, selection = {} } = options;
  const { namespace = '', ...selectors } = selection;
  const backOff = createBackOff(options.engine, options.random);
  // The first list may come from the API server's cache; a repeated one must not go back in time.
  let from: { resourceVersion?: string } = { resourceVersion: '0' };
  for (;;) {
    let version: string;
    try {
      const list = yield* client.list(kind, namespace, { ...selectors, ...from });
      from = {};
      version = list.metadata.resourceVersion;
      cache.replace(list.items);
    } catch (error) {
      throwBug(error);
      yield* sleep(backOff());
      continue;
    }
    for (;;) {
      const position = { version };
      const end = yield* watchOnce(options, namespace, selectors, position);
      version = position.version;
      if (end.relist) break;
      if (end.refused) yield* sleep(backOff());
    }
    yield* sleep(backOff());
  }
}

function* watchOnce<T extends KubeObject>(
  options: ReflectorOptions<T>,
  namespace: string,
  selectors: Omit<ListOptions, 'resourceVersion'>,
  position: { version: string },
): Process<End> {
  const { client, kind, cache, random } = options;
  const ended = new Future<End>();
  let stop = (): void => {};
  const receiver = {
    host: client.host,
    scope: client.scope,
    onItem: (event: WatchEvent): void => {
      if (ended.settled) return;
      if (event.type === 'ERROR') {
        ended.resolve({ relist: true });
        stop();
        return;
      }
      position.version = event.object.metadata.resourceVersion ?? position.version;
      if (event.type === 'DELETED') cache.remove(event.object as T);
      else if (event.type !== 'BOOKMARK') cache.put(event.object as T);
    },
    onEnd: (): void => ended.resolve({ relist: false }),
  };
  const timeoutSeconds = Math.floor(WATCH_MIN_S * (1 + random.next()));
  const list = { resourceVersion: position.version, allowWatchBookmarks: true, timeoutSeconds, ...selectors };
  try {
    stop = yield* client.watch(kind, namespace, list, receiver);
  } catch (error) {
    throwBug(error);
    // A server that cannot be reached is asked again for the same version; any other refusal needs a new list.
    return { relist: error instanceof ApiError && error.code !== 429, refused: true };
  }
  return yield* wait(ended);
}

function createBackOff(engine: Engine, random: Random): () => number {
  let delayMs = BACKOFF_MIN_MS;
  let lastMs = engine.nowMs;
  return () => {
    if (engine.nowMs - lastMs > BACKOFF_RESET_MS) delayMs = BACKOFF_MIN_MS;
    lastMs = engine.nowMs;
    const waitMs = Math.min(delayMs, BACKOFF_MAX_MS) * (1 + random.next());
    delayMs = Math.min(delayMs * 2, BACKOFF_MAX_MS);
    return waitMs;
  };
}

function throwBug(error: unknown): void {
  if (!(error instanceof ApiError) && !(error instanceof ConnectionError)) throw error;
}
