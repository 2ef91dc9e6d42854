import { expect, test } from 'vitest';
import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { Engine } from '../../engine/engine.ts';
import { ServiceView } from './service-view.ts';

const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' } };

function slice(...addresses: string[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: addresses.map((address) => ({ addresses: [address] })),
  };
}

/** Writes a slice with n endpoints at each of these times; returns the times at which syncs began. */
function syncsOf(timesMs: readonly number[], minSyncMs = 1000): number[] {
  const engine = new Engine(1);
  const view = new ServiceView(engine, () => 0);
  view.observe('Service', service, false);
  const seen: number[] = [];
  view.at('default/web', 0, minSyncMs);
  for (const timeMs of timesMs) {
    engine.runUntil(timeMs);
    view.observe('EndpointSlice', slice('10.0.0.1'), false);
    seen.push(view.syncedMs(view.latest('default/web')!, minSyncMs));
  }
  return seen;
}

test('a change after a quiet time is synced as soon as it is heard of', () => {
  expect(syncsOf([5000])).toEqual([5001]);
});

test('changes in quick succession go with one sync a second after the last', () => {
  expect(syncsOf([5000, 5100, 5900, 6500])).toEqual([5001, 6001, 6001, 7001]);
});

test('with another minSyncPeriod they go as it says', () => {
  expect([syncsOf([5000, 5100, 5900, 16_000], 10_000), syncsOf([5000, 5100], 0)]).toEqual([
    [5001, 15_001, 15_001, 25_001],
    [5001, 5101],
  ]);
});

test('older rules stay to be looked up', () => {
  const engine = new Engine(1);
  const view = new ServiceView(engine, () => 0);
  view.observe('Service', service, false);
  engine.runUntil(5000);
  view.observe('EndpointSlice', slice('10.0.0.1', '10.0.0.2'), false);
  engine.runUntil(60_000);
  view.observe('EndpointSlice', slice('10.0.0.1'), false);
  const endpoints = (knownMs: number): number | undefined =>
    view.at('default/web', knownMs)?.slices[0]?.endpoints.length;
  expect([endpoints(0), endpoints(4000), endpoints(30_000), endpoints(60_000), endpoints(60_001)]).toEqual([
    undefined,
    undefined,
    2,
    2,
    1,
  ]);
});
