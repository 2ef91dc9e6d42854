import { expect, test } from 'vitest';
import { bootCluster } from '../../sim/testing/test-cluster.ts';
import { readCondition } from './read-condition.ts';
import { RunUntil } from './run-until.ts';

const YAML = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.27'}]}
`;

/** What the run has come to when the condition holds: replicas that are available, Events with the reason Started. */
function runTo(condition: string): { readonly available: number; readonly started: number } {
  const cluster = bootCluster(1);
  const until = new RunUntil(condition, 0);
  cluster.apiServer.onCommit((write) => until.observe(write));
  cluster.act({ type: 'apply', yaml: YAML });
  const endMs = cluster.engine.nowMs + 120_000;
  while (!until.reached && cluster.engine.nextTimeMs <= endMs && cluster.engine.step());
  expect(until.reached).toBe(true);
  const objects = cluster.apiServer.snapshot().map(({ object }) => object as never as Record<string, unknown>);
  const started = objects.filter(({ reason, involvedObject }) => {
    const { name = '' } = (involvedObject ?? {}) as { name?: string };
    return reason === 'Started' && name.startsWith('web-');
  }).length;
  const own = objects.find(
    ({ kind, metadata }) => kind === 'Deployment' && (metadata as { name?: string }).name === 'web',
  ) as { readonly status?: { readonly availableReplicas?: number } } | undefined;
  return { available: own?.status?.availableReplicas ?? 0, started };
}

test.each([
  ['kubectl wait --for=condition=Available deployment/web', { available: 2, started: 2 }],
  [`--for=jsonpath='{.status.replicas}'=2 deploy web`, { available: 0, started: 0 }],
  ['event Started web-', { available: 0, started: 1 }],
  [`object.kind == 'Deployment' && object.status.availableReplicas == 2`, { available: 2, started: 2 }],
])('a run stops as soon as %s holds', (condition, outcome) => {
  const { available, started } = runTo(condition);
  expect({ available, started: Math.min(started, outcome.started) }).toEqual(outcome);
});

test.each([
  ['', 'say what to wait for'],
  ['--for=nothing pod/web', 'unrecognized condition: "nothing"'],
  ['--for=delete', 'say of which object'],
  ['object.kind ==', 'compilation failed'],
  ['1 + 1', 'must evaluate to bool'],
])('a text that is no condition is refused in words: %s', (text, message) => {
  expect(() => readCondition(text, 0)).toThrow(message);
});

test.each([
  ['time 5m', 300_000],
  ['time 1:30', 90_000],
  ['time +10s', 17_000],
])('%s is a moment', (text, atMs) => {
  expect(readCondition(text, 7_000)).toEqual({ on: 'time', atMs });
  expect(new RunUntil(text, 7_000).limit(1_000_000)).toBe(atMs);
});
