import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { apply, defaultNode, recordWrites, runUntil } from '../testing/test-cluster.ts';
import { createCluster } from './cluster.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 100
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: nginx}]}
`;

/** Seconds between the first of a hundred Pods and the last. */
function seconds(clientRateLimits?: boolean): number {
  const nodes = [defaultNode('node-1'), defaultNode('node-2')];
  const limits = clientRateLimits === undefined ? {} : { clientRateLimits };
  const cluster = createCluster({
    ...{ images: [], seed: 1 },
    cluster: { nodes, members: 1, controlPlaneAsNodes: false, ...limits },
  });
  while (!cluster.up.settled && cluster.engine.step());
  const writes = recordWrites(cluster);
  apply(cluster, DEPLOYMENT);
  const made = (): number[] =>
    writes
      .filter(({ write }) => write.type === 'ADDED' && write.kind.kind === 'Pod')
      .filter(({ write }) => (write.object as Pod).metadata.namespace === 'default')
      .map(({ atMs }) => atMs);
  runUntil(cluster, () => made().length === 100, 60_000, 'all Pods are made');
  return (made().at(-1)! - made()[0]!) / 1000;
}

test('a controller sends 20 requests a second after a burst of 30, unless a scenario lifts the limits', () => {
  const limited = seconds();
  expect(limited).toBeGreaterThan(3);
  expect(limited).toBeLessThan(12);
  expect(seconds(true)).toBe(limited);
  expect(seconds(false)).toBeLessThan(1);
});
