import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import type { ListOptions, ObjectList, WatchEvent } from '../../api/request.ts';
import { ApiError } from '../../api/status.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { Engine } from '../engine/engine.ts';
import { ConnectionError } from '../network/network.ts';
import type { StreamReceiver } from '../network/stream.ts';
import type { ApiClient } from './client.ts';
import { createCache } from './informer.ts';
import { reflect } from './reflector.ts';

const pod = (name: string, version: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'demo', name, resourceVersion: version },
});
const listOf = (version: string, ...items: Pod[]): ObjectList<Pod> => ({
  apiVersion: 'v1',
  kind: 'PodList',
  metadata: { resourceVersion: version },
  items,
});

/** What the server says to each request in turn. */
type Answer =
  | { readonly list: ObjectList<Pod> }
  | { readonly error: Error }
  | { readonly events: readonly WatchEvent[]; readonly end?: boolean };

/** Plays a reflector against a script; returns the requests with their times in seconds, and what is in the cache. */
function play(answers: readonly Answer[], untilMs = 100_000): { requests: string[]; cached: string[] } {
  const engine = new Engine(1);
  const cache = createCache<Pod>();
  const requests: string[] = [];
  let next = 0;
  const answer = (verb: string, options: ListOptions | undefined): Answer | undefined => {
    requests.push(`${Math.floor(engine.nowMs / 1000)} ${verb} ${options?.resourceVersion ?? ''}`.trimEnd());
    const given = answers[next++];
    if (given && 'error' in given) throw given.error;
    return given;
  };
  const client = {
    host: { name: 'h', scope: engine.root },
    scope: engine.root,
    *list(_kind: unknown, _namespace: string, options?: ListOptions): Process<unknown> {
      yield 1;
      return (answer('list', options) as { list: unknown }).list;
    },
    *watch(
      _kind: unknown,
      _ns: string,
      options: ListOptions,
      receiver: StreamReceiver<WatchEvent>,
    ): Process<() => void> {
      yield 1;
      const given = answer('watch', options) as { events?: readonly WatchEvent[]; end?: boolean } | undefined;
      for (const event of given?.events ?? []) engine.after(1000, () => receiver.onItem(event), undefined);
      if (given?.end) engine.after(1000, () => receiver.onEnd(), undefined);
      return () => {};
    },
  } as unknown as ApiClient;
  engine.spawn(reflect({ engine, random: engine.random, client, kind: PodKind, cache }));
  engine.runUntil(untilMs);
  return {
    requests,
    cached: [...cache.list()].map((object) => `${object.metadata.name}@${object.metadata.resourceVersion}`),
  };
}

describe('a reflector', () => {
  it('lists, then watches from there, and keeps the cache up to date', () => {
    const events: WatchEvent[] = [
      { type: 'MODIFIED', object: pod('a', '6') },
      { type: 'ADDED', object: pod('c', '7') },
      { type: 'DELETED', object: pod('b', '8') },
    ];
    expect(play([{ list: listOf('5', pod('a', '1'), pod('b', '2')) }, { events }])).toEqual({
      requests: ['0 list 0', '0 watch 5'],
      cached: ['a@6', 'c@7'],
    });
  });
  it('watches on from the last version, bookmarks included, when a watch ends', () => {
    const events: WatchEvent[] = [{ type: 'BOOKMARK', object: pod('', '9') }];
    expect(play([{ list: listOf('5') }, { events, end: true }, { events: [] }]).requests).toEqual([
      '0 list 0',
      '0 watch 5',
      '1 watch 9',
    ]);
  });
  it('lists anew when its version is too old', () => {
    const expired: WatchEvent[] = [{ type: 'ERROR', object: pod('', '') }];
    const { requests, cached } = play([
      { list: listOf('5', pod('a', '1')) },
      { events: expired },
      { list: listOf('90', pod('b', '80')) },
      { events: [] },
    ]);
    expect([requests, cached]).toEqual([['0 list 0', '0 watch 5', '1 list', '1 watch 90'], ['b@80']]);
  });
  it('keeps its version while the server cannot be reached, and waits longer and longer', () => {
    const refused = { error: new ConnectionError('refused', 'connection refused') };
    const { requests } = play([{ list: listOf('5') }, refused, refused, refused, { events: [] }]);
    expect(requests.map((text) => text.replace(/^\d+ /, ''))).toEqual([
      'list 0',
      'watch 5',
      'watch 5',
      'watch 5',
      'watch 5',
    ]);
    const times = requests.map((text) => Number.parseInt(text, 10));
    expect(times[4]! - times[3]!).toBeGreaterThan(times[2]! - times[1]!);
  });
  it('tries its first list until there is an answer', () => {
    const { requests } = play([
      { error: new ConnectionError('refused', 'connection refused') },
      { error: new ApiError(500, 'InternalError', 'etcd') },
      { list: listOf('5') },
      { events: [] },
    ]);
    expect(requests.map((text) => text.replace(/^\d+ /, ''))).toEqual(['list 0', 'list 0', 'list 0', 'watch 5']);
  });
});
