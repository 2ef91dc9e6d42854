import { expect, test } from 'vitest';
import { bootCluster } from '../sim/testing/test-cluster.ts';
import { MeasureFeed } from './measure-feed.ts';

test('what a node uses is told once a round, and requests of the last minute', () => {
  const cluster = bootCluster(1);
  const feed = new MeasureFeed(cluster);
  feed.ask({ pods: [], node: 'node-1', service: '' });
  cluster.traffic.set({ name: 'c', to: 'http://kube-dns.kube-system:9153/', rps: 10, arrivals: 'constant' });
  cluster.engine.runUntil(cluster.engine.nowMs + 65_500);
  const node = feed.take()!;
  expect(feed.take()).toBe(undefined);
  expect(node.usage.length).toBeGreaterThanOrEqual(3);
  for (const [index, { second, cpuMilli, memoryBytes }] of node.usage.entries()) {
    if (index > 0) expect(second - node.usage[index - 1]!.second).toBe(15);
    expect(cpuMilli).toBeGreaterThan(10);
    expect(memoryBytes).toBeGreaterThan(100_000_000);
  }
  expect(node.requests).toEqual([]);
  feed.ask({ pods: [], node: '', service: 'kube-system/kube-dns' });
  const { requests } = feed.take()!;
  expect(requests.length).toBe(60);
  expect(requests[30]!.ok + requests[30]!.lost).toBe(10);
});
