import { expect, test } from 'vitest';
import type { SchedulingDecision } from '../apiserver/decisions/decision-kind.ts';
import { act, apply, bootCluster } from '../testing/test-cluster.ts';

const cluster = bootCluster(2);
const run = (command: string): string => {
  const { stdout, stderr } = act(cluster, { type: 'kubectl', command });
  return stdout + stderr;
};
const read = (name: string): SchedulingDecision =>
  JSON.parse(run(`get schedulingdecisions ${name} -o json`)) as SchedulingDecision;
const pod = (name: string, cpu: string, rest = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers: [{name: c, image: nginx, resources: {requests: {cpu: "${cpu}"}}}]
${rest}`;
const wait = (ms: number): void => void cluster.engine.runUntil(cluster.engine.nowMs + ms);

test('kubectl reads what the scheduler has decided: nodes, scores, choice and queue', () => {
  apply(cluster, pod('placed', '500m'));
  wait(3_000);
  const { metadata, status } = read('placed');
  expect(metadata).toMatchObject({ name: 'placed', namespace: 'default' });
  expect(status.queue).toBe('active');
  expect(status.queueMoves).toMatchObject([{ to: 'active', cause: 'PodAdd' }]);
  const [attempt] = status.attempts;
  expect(attempt).toMatchObject({ attempt: 1, nodeCount: 2, feasibleCount: 2, rejectedCount: 0, detail: 'All' });
  const chosen = attempt!.nodes!.find(({ name }) => name === attempt!.node)!;
  expect(chosen.fits).toBe(true);
  expect(chosen.total).toBe(chosen.scores!.reduce((sum, { normalized, weight }) => sum + normalized * weight, 0));
  expect(chosen.scores!.map(({ plugin }) => plugin)).toContain('NodeResourcesFit');
  expect(run('get schedulingdecisions')).toMatch(
    /^NAME +ATTEMPTS +NODE +FEASIBLE +QUEUE +AGE\nplaced +1 +node-\d +2\/2 +active +\d+s\n$/,
  );
});

test('kubectl reads why a Pod was turned down, whom it may push aside and in which order', () => {
  apply(cluster, ['node-1', 'node-2'].map((node) => pod(`full-${node}`, '3', `  nodeName: ${node}\n`)).join('---\n'));
  apply(cluster, 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1000\n');
  wait(3_000);
  apply(cluster, pod('urgent', '2', '  priorityClassName: high\n'));
  wait(500);
  const { attempts, queueMoves } = read('urgent').status;
  const { nodes, preemption, node, message } = attempts.at(-1)!;
  expect(node).toBeUndefined();
  expect(message).toMatch(/^0\/2 nodes are available: 2 Insufficient cpu\./);
  expect(nodes!.map(({ fits, plugin, reasons }) => ({ fits, plugin, reasons }))).toEqual(
    Array.from({ length: 2 }, () => ({ fits: false, plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'] })),
  );
  expect(preemption!.candidates).toHaveLength(2);
  expect(preemption!.candidates[0]).toEqual({
    node: preemption!.nominatedNode,
    pdbViolations: 0,
    victims: preemption!.victims,
  });
  expect(preemption!.victims).toMatchObject([{ namespace: 'default', priority: 0 }]);
  expect(queueMoves.map(({ cause }) => cause)).toContain('PodAdd');
});

test('changes can be watched, and nobody can write', () => {
  const watched = run('get schedulingdecisions --watch-only --request-timeout=5s -o name');
  // The Pod that waited for room is tried again when its victim is gone.
  expect(new Set(watched.trim().split('\n'))).toEqual(new Set(['schedulingdecision.orrery.kube-orrery.io/urgent']));
  expect(run('delete schedulingdecisions placed')).toContain('MethodNotAllowed');
  expect(run('explain schedulingdecisions.status.attempts.preemption')).toContain('nominatedNode\t<string>');
});
