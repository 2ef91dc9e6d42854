import { expect, test } from 'vitest';
import type { DiffResult } from '../protocol/diff.ts';
import { bootCluster } from '../sim/testing/test-cluster.ts';
import { diffStream } from './diff-stream.ts';

const configMap = (value: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  color: ${value}
`;

test('of each document it says how its object is and how it would be, and changes nothing', () => {
  const cluster = bootCluster(1);
  cluster.act({ type: 'apply', yaml: configMap('red') });
  cluster.engine.runUntil(cluster.engine.nowMs + 1_000);
  const before = cluster.apiServer.revision;
  let results: DiffResult[] = [];
  const wrong = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: none\n';
  const added = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: fresh\n';
  diffStream(
    [configMap('blue'), added, wrong].join('---\n'),
    (action, next) => {
      const result = cluster.act(action);
      result.onSettle(() => next(result.value));
    },
    (all) => {
      results = all;
    },
  );
  cluster.engine.runUntil(cluster.engine.nowMs + 2_000);
  expect(
    results.map(({ line, live, merged, errors }) => [line, live !== '', merged !== '', errors.length > 0]),
  ).toEqual([
    [1, true, true, false],
    [8, false, true, false],
    [13, false, false, true],
  ]);
  const changed = results[0]!.unified.split('\n').filter((line) => /^[-+] /.test(line));
  expect(changed.slice(0, 2)).toEqual(['-  color: red', '+  color: blue']);
  expect(results[0]!.live).not.toContain('last-applied');
  const isMine = ({ kind, object }: { kind: { kind: string }; object: { metadata: { name?: string } } }) =>
    kind.kind === 'Namespace' && object.metadata.name === 'fresh';
  expect(cluster.apiServer.snapshot().some(isMine)).toBe(false);
  expect(cluster.apiServer.revision - before).toBeLessThan(10);
});
