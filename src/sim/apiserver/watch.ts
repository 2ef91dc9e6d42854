import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import type { WatchEvent } from '../../api/request.ts';
import { ApiError, badRequest } from '../../api/status.ts';
import { Stream } from '../network/stream.ts';
import type { CacheEvent } from './cache-event.ts';
import { checkFresh, parseVersion } from './freshness.ts';
import { selected } from './list.ts';
import { checkListOptions } from './list-options.ts';
import type { ResourceResponse } from './request.ts';
import { selectionOf } from './selection.ts';
import type { Call, Server } from './server.ts';
import type { Watcher } from './watchers.ts';

/** A watch without a time-out ends by itself after half an hour to an hour (--min-request-timeout). */
const MIN_TIMEOUT_SECONDS = 1800;
const BOOKMARK_MS = 60_000;
/** A last bookmark comes this long before a watch ends, so that the next one begins where it ended. */
const LAST_BOOKMARK_MS = 2_000;

/**
 * Opens a watch: first what was asked for of the past (the present state as ADDED events, or the events since a
 * resourceVersion), then every write as it is committed. Models Cacher.Watch.
 */
export function* watch(server: Server, call: Call): Process<ResourceResponse> {
  const { request, resource } = call;
  const options = request.list ?? {};
  checkListOptions(options, true);
  const { resourceVersion = '', sendInitialEvents } = options;
  const selection = selectionOf(resource, request.namespace, options, call.served?.other?.fieldLabels);
  if (sendInitialEvents && resourceVersion === '') {
    yield* checkFresh(server, String(yield* server.storage.currentRevision()));
  } else if (sendInitialEvents && resourceVersion !== '0') yield* checkFresh(server, resourceVersion);
  const version = parseVersion(resourceVersion || '0');
  if (!request.receiver) throw badRequest('a watch needs a connection that takes its events');
  const stream = new Stream<WatchEvent>(server.network, server, request.receiver, request.user);
  const send = (event: WatchEvent): void => stream.send(call.transform ? call.transform(event) : event, event);
  const stop = (): void => stream.stop();

  const initial = sendInitialEvents ?? version === 0;
  if (initial) {
    for (const object of selected(resource, selection)) send({ type: 'ADDED', object });
    if (sendInitialEvents && options.allowWatchBookmarks) send(bookmark(server, call, true));
  } else if (version > 0) {
    const oldest = resource.cache.oldestRevision;
    if (version < oldest) {
      send({ type: 'ERROR', object: tooOld(version, oldest) });
      stream.close();
      return { code: 200, stop };
    }
    for (const event of resource.cache.eventsAfter(version)) {
      const seen = event.for(selection.matches);
      if (seen && inNamespace(event, selection.namespace)) send(seen);
    }
  }
  const watcher: Watcher = {
    selection,
    take(event) {
      if (event.revision <= version) return;
      const seen = event.for(selection.matches);
      if (seen) send(seen);
    },
    end: () => stream.close(),
  };
  resource.cache.watchers.add(watcher);
  stream.onEnded(() => resource.cache.watchers.remove(watcher));
  endInTime(server, call, stream, send);
  return { code: 200, stop };
}

/** Sends bookmarks if they are wanted, and closes the watch when its time is over. */
function endInTime(server: Server, call: Call, stream: Stream<WatchEvent>, send: (event: WatchEvent) => void): void {
  const { engine, random, scope } = server;
  const { timeoutSeconds, allowWatchBookmarks } = call.request.list ?? {};
  const seconds = timeoutSeconds || MIN_TIMEOUT_SECONDS * (1 + random.next());
  const endMs = engine.nowMs + seconds * 1000;
  const close = engine.at(endMs, () => stream.close(), undefined, scope);
  stream.onEnded(() => engine.cancel(close));
  if (!allowWatchBookmarks) return;
  let timer = 0;
  const next = (): void => {
    const lastMs = endMs - LAST_BOOKMARK_MS;
    const atMs = Math.min(engine.nowMs + BOOKMARK_MS, engine.nowMs < lastMs ? lastMs : endMs);
    timer = engine.at(
      atMs,
      () => {
        if (!stream.open) return;
        send(bookmark(server, call, false));
        next();
      },
      undefined,
      scope,
    );
  };
  next();
  stream.onEnded(() => engine.cancel(timer));
}

function bookmark(server: Server, { resource }: Call, endsInitial: boolean): WatchEvent {
  const annotations = endsInitial ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  const metadata = { resourceVersion: String(server.feed.revision), ...annotations };
  return { type: 'BOOKMARK', object: { kind: resource.kind.kind, apiVersion: resource.apiVersion, metadata } };
}

function tooOld(version: number, oldest: number): KubeObject {
  const error = new ApiError(410, 'Expired', `too old resource version: ${version} (${oldest})`);
  return error.status as unknown as KubeObject;
}

function inNamespace({ object, previous }: CacheEvent, namespace: string | undefined): boolean {
  return !namespace || (object ?? previous)?.metadata.namespace === namespace;
}
