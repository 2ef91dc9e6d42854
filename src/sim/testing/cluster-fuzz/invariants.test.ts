import { describe, expect, test } from 'vitest';
import { apply, bootUnwatchedCluster, runUntil } from '../test-cluster.ts';
import { watchInvariants } from './invariants.ts';

/** A Pod that names its node itself passes the scheduler by. */
function bound(name: string, cpu: string, more = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}${more}}
spec:
  nodeName: node-1
  containers: [{name: main, image: "nginx:1.27", resources: {requests: {cpu: "${cpu}"}}}]
`;
}

describe('the invariants notice', () => {
  test.each([
    ['nothing where all is well', '1', []],
    [
      'what is bound over what a node allows',
      '5',
      [
        expect.stringMatching(
          /^\d+\.\d{3}s Pod default\/big: is bound to node-1, where \d+ of 4000 cpu are asked for$/,
        ),
      ],
    ],
  ])('%s', (_what, cpu, expected) => {
    const cluster = bootUnwatchedCluster(1);
    const invariants = watchInvariants(cluster);
    apply(cluster, bound('big', cpu));
    cluster.engine.runUntil(cluster.engine.nowMs + 1_000);
    expect(invariants.problems).toEqual(expected);
  });

  test('counts that are not what there is, while a Deployment still comes up, and that they agree at rest', () => {
    const cluster = bootUnwatchedCluster(1);
    const invariants = watchInvariants(cluster);
    apply(
      cluster,
      `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "nginx:1.27"}]}
`,
    );
    runUntil(cluster, () => invariants.atRest().length > 0, 10_000, 'a count behind what there is');
    expect(invariants.atRest()[0]).toMatch(/^ReplicaSet web-\w+ shows |^Deployment web (shows |has not been observed)/);
    runUntil(cluster, () => cluster.settled() && invariants.atRest().length === 0, 60_000, 'rest');
    expect(invariants.problems).toEqual([]);
  });
});
