import { expect, test } from 'vitest';
import { bootCluster } from '../sim/testing/test-cluster.ts';
import { messageRows } from './message-rows.ts';

test('every message of a cluster that comes up can be said in words', () => {
  const cluster = bootCluster(1);
  cluster.engine.runUntil(cluster.engine.nowMs + 20_000);
  const texts = new Set<string>();
  for (const { id } of cluster.trace.since(1)) {
    const { rows } = messageRows(cluster.trace, id, 0);
    for (const { text } of rows.slice(0, 1)) texts.add(text);
  }
  expect([...texts]).toEqual(expect.arrayContaining(['discover', 'list nodes', 'update leases/node-1']));
  expect([...texts].filter((text) => text.includes('undefined'))).toEqual([]);
});
