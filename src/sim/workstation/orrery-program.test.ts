import { expect, test } from 'vitest';
import { act, apply, bootCluster } from '../testing/test-cluster.ts';

const cluster = bootCluster(3);
const size = { columns: 120, rows: 40 };
const run = (line: string) => {
  const { stdout, stderr, exitCode } = act(cluster, { type: 'shell', line, ...size });
  return { text: (stdout + stderr).replaceAll('\r\n', '\n'), exitCode };
};
const pod = (name: string, cpu: string, rest = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers: [{name: c, image: nginx, resources: {requests: {cpu: "${cpu}"}}}]
${rest}`;

test('orrery why prints the matrix of a Pod that was placed', () => {
  apply(cluster, pod('small', '500m'));
  cluster.engine.runUntil(cluster.engine.nowMs + 5_000);
  const { text, exitCode } = run('orrery why small');
  expect(exitCode).toBe(0);
  expect(text).toMatch(/^small was put on node-\d\.\nAttempt 1: 3 of 3 nodes fit\./);
  expect(text).toMatch(/\nNODE +VERDICT +.*NodeResourcesFit×1.*TOTAL\nnode-\d +fits +/);
});

test('orrery why prints why a Pod waits', () => {
  apply(cluster, pod('big', '64', '  nodeSelector: {kubernetes.io/hostname: node-1}\n'));
  cluster.engine.runUntil(cluster.engine.nowMs + 5_000);
  const { text } = run('orrery why pod/big -n default');
  expect(text).toMatch(
    /^None of 3 nodes passes every filter\. It needs a larger node, with 64 CPU, than node-1, or another choice of nodes /,
  );
  expect(text).toMatch(
    /\n0\/3 nodes are available: 1 Insufficient cpu, 2 node\(s\) didn't match Pod's node affinity\/selector\./,
  );
  expect(text).toMatch(/node-1 +NodeResourcesFit: Insufficient cpu\n/);
  expect(text).toMatch(/node-2 +NodeAffinity: node\(s\) didn't match Pod's node affinity\/selector\n/);
});

test('orrery why says what it cannot tell', () => {
  expect(run('orrery why nobody')).toEqual({
    text: 'orrery: the scheduler has taken no decision on pod nobody in namespace default\n',
    exitCode: 1,
  });
  expect(run('orrery what')).toEqual({ text: 'usage: orrery why POD [-n NAMESPACE]\n', exitCode: 2 });
});
