import { expect, test } from 'vitest';
import { act, apply, bootCluster } from '../testing/test-cluster.ts';
import type { ActionResult } from './cluster.ts';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: c, image: "nginx:1.27"}]}
`;

const cluster = bootCluster(1);
apply(cluster, POD);
const kubectl = (command: string): ActionResult => act(cluster, { type: 'kubectl', command });
const raw = (path: string): unknown => JSON.parse(kubectl(`get --raw /apis/metrics.k8s.io/v1beta1${path}`).stdout);
const pass = (seconds: number): void => cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
const UNAVAILABLE = 'Error from server (ServiceUnavailable): the server is currently unable to handle the request\n';

test('usage is told once it has been measured twice, goes with the server, and comes back', () => {
  expect(raw('/nodes')).toEqual({
    kind: 'NodeMetricsList',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {},
    items: [],
  });
  pass(45);
  const time = expect.stringMatching(/^2026-01-05T08:0\d:\d\dZ$/);
  const window = expect.stringMatching(/^1[45]\.\d+s$/);
  const item = {
    metadata: { name: 'web', namespace: 'default', creationTimestamp: time, labels: { app: 'web' } },
    timestamp: time,
    window,
    containers: [{ name: 'c', usage: { cpu: '1m', memory: '5860Ki' } }],
  };
  expect(raw('/namespaces/default/pods?labelSelector=app%3Dweb')).toMatchObject({ items: [item] });
  expect(raw('/namespaces/default/pods?labelSelector=app%3Dother')).toMatchObject({ items: [] });
  expect(raw('/namespaces/default/pods/web')).toEqual({
    kind: 'PodMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    ...item,
  });
  expect(kubectl('get pods.metrics.k8s.io').stdout).toMatch(
    /^NAME +CPU +MEMORY +WINDOW\nweb +1m +5860Ki +1[45]\.\d+s\n$/,
  );
  expect(kubectl('top pod web --no-headers').stdout).toBe('web   1m    5Mi   \n');
  expect(kubectl('top pod none').stderr).toBe('Error from server (NotFound): pods "default/none" not found\n');

  kubectl('scale deployment metrics-server -n kube-system --replicas=0');
  pass(5);
  expect(kubectl('get apiservices v1beta1.metrics.k8s.io').stdout).toContain('False (MissingEndpoints)');
  expect(kubectl('get --raw /apis/metrics.k8s.io/v1beta1/nodes').stderr).toBe(UNAVAILABLE);

  kubectl('scale deployment metrics-server -n kube-system --replicas=1');
  pass(60);
  expect(raw('/nodes')).toMatchObject({ items: [{ metadata: { name: 'node-1' } }] });
  kubectl('delete apiservice v1beta1.metrics.k8s.io');
  expect(kubectl('get --raw /apis/metrics.k8s.io/v1beta1/nodes').stderr).toBe(
    'Error from server (NotFound): the server could not find the requested resource\n',
  );
});
