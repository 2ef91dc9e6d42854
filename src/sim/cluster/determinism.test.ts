import { expect, test } from 'vitest';
import type { CommittedWrite } from '../apiserver/api-server.ts';
import { act, apply, bootCluster, recordWrites } from '../testing/test-cluster.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

/** Everything that a run writes, as text. */
function commitLog(seed: number): string[] {
  const cluster = bootCluster(3, seed);
  const writes = recordWrites(cluster);
  apply(cluster, WEB);
  cluster.engine.runUntil(cluster.upAtMs + 20_000);
  act(cluster, { type: 'fault', fault: 'node-crash', target: 'node-3' });
  cluster.engine.runUntil(cluster.upAtMs + 90_000);
  const line = ({ atMs, write }: { atMs: number; write: CommittedWrite }): string =>
    `${atMs} ${write.type} ${JSON.stringify(write.object)}`;
  return writes.map(line);
}

test('the same seed gives the same writes at the same times', () => {
  const log = commitLog(3);
  expect(log.length).toBeGreaterThan(90);
  expect(commitLog(3)).toEqual(log);
});

test('another seed gives another run', () => {
  expect(commitLog(4)).not.toEqual(commitLog(3));
});
