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
  expect(run('orrery what')).toEqual({
    text: 'usage: orrery why POD [-n NAMESPACE]\n       orrery fault NAME TARGET [--duration 30s] [--node NODE] [--latency 100ms] [--jitter 20ms] [--percent 5]\n',
    exitCode: 2,
  });
});

test('orrery fault breaks what a step of a scenario can, for as long as it says', () => {
  const { network, nodes, controlPlane } = cluster;
  const link = () => network.faultOf(nodes.get('node-2')!.host);
  expect(run('orrery fault network-delay node-2 --latency 100ms --jitter=20ms')).toEqual({
    text: 'network-delay node-2\n',
    exitCode: 0,
  });
  expect(link()).toEqual({ latencyMs: 100, jitterMs: 20 });
  expect(run('orrery fault network-loss node-2 --percent 5 --duration 3s').text).toBe('network-loss node-2, for 3s\n');
  expect(link()).toEqual({ latencyMs: 100, jitterMs: 20, lossPercent: 5 });
  cluster.engine.runUntil(cluster.engine.nowMs + 5_000);
  expect(link()).toEqual({ latencyMs: 100, jitterMs: 20 });
  run('orrery fault component-stop kube-scheduler');
  expect(controlPlane.isRunning('kube-scheduler')).toBe(false);
  run('orrery fault component-start kube-scheduler');
  cluster.engine.runUntil(cluster.engine.nowMs + 5_000);
  expect(controlPlane.isRunning('kube-scheduler')).toBe(true);
  run('orrery fault node-crash node-3');
  expect(nodes.get('node-3')!.host.scope.alive).toBe(false);
});

test.each([
  [
    'node-explode node-1',
    'there is no fault node-explode; there are: component-start, component-stop, container-crash',
  ],
  ['node-crash node-9', 'there is no node node-9; there are: node-1, node-2, node-3'],
  ['node-crash', 'a fault has one target'],
  ['node-crash node-1 --percent 5', 'node-crash knows no --percent; it knows: --duration'],
  ['network-loss node-1 --percent 500', '--percent is from 0 to 100, not 500'],
  ['node-crash node-1 --duration', '--duration needs a value'],
  ['node-crash node-1 --duration soon', 'time: invalid duration "soon"'],
])('orrery fault %s is refused', (line, text) => {
  const { text: printed, exitCode } = run(`orrery fault ${line}`);
  expect(exitCode).toBe(1);
  expect(printed).toContain(`error: ${text}`);
});
