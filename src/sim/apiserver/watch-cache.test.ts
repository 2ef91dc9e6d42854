import { expect, test } from 'vitest';
import type { Kind } from '../../api/kind.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import { WatchCache } from './watch-cache.ts';

function filled(events: number): WatchCache {
  const cache = new WatchCache(ConfigMapKind as unknown as Kind);
  for (let i = 1; i <= events; i++) {
    const value = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${i}`, resourceVersion: '' } };
    const kv = { key: `/registry/configmaps/c${i}`, value, createRevision: i, modRevision: i, version: 1, lease: 0 };
    cache.apply({ type: 'PUT', kv, prevKv: undefined, cause: 0 }, 0);
  }
  return cache;
}

test('what etcd has compacted can be watched from no longer, but the last hundred events stay', () => {
  const kept = (events: number, compacted: number): object => {
    const cache = filled(events);
    cache.forget(compacted);
    const { oldestRevision: oldest } = cache;
    return { oldest, events: [...cache.eventsAfter(0)].length, objects: cache.size };
  };
  expect([kept(500, 0), kept(500, 300), kept(500, 500), kept(80, 80)]).toEqual([
    { oldest: 0, events: 500, objects: 500 },
    { oldest: 300, events: 200, objects: 500 },
    { oldest: 400, events: 100, objects: 500 },
    { oldest: 0, events: 80, objects: 80 },
  ]);
});
