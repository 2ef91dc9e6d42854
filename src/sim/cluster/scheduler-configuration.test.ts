import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { act, apply, bootCluster, objectsOf } from '../testing/test-cluster.ts';
import type { Cluster } from './cluster.ts';
import { splitConfigurations } from './scheduler-configuration.ts';

const CONFIGURATION = `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles:
- schedulerName: default-scheduler
- schedulerName: other
`;
const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  schedulerName: other
  containers: [{name: c, image: "nginx:1.27"}]
`;

function nodeOf(cluster: Cluster): string | undefined {
  cluster.engine.runUntil(cluster.engine.nowMs + 3_000);
  return objectsOf<Pod>(cluster, 'Pod', 'default')[0]!.spec?.nodeName;
}

test('a Pod waits for its scheduler until a configuration has one of that name, also after a restart', () => {
  const cluster = bootCluster(1);
  apply(cluster, POD);
  expect(nodeOf(cluster)).toBeUndefined();
  expect(act(cluster, { type: 'configureScheduler', yaml: CONFIGURATION }).exitCode).toBe(0);
  expect(nodeOf(cluster)).toBe('node-1');
  expect(cluster.controlPlane.schedulerText).toBe(CONFIGURATION);
  act(cluster, { type: 'kubectl', command: 'delete pod p --grace-period=0 --force' });
  act(cluster, { type: 'fault', fault: 'component-stop', target: 'kube-scheduler' });
  act(cluster, { type: 'fault', fault: 'component-start', target: 'kube-scheduler' });
  cluster.engine.runUntil(cluster.engine.nowMs + 30_000);
  apply(cluster, POD);
  expect(nodeOf(cluster)).toBe('node-1');
});

test('a configuration that the scheduler would not start with changes nothing', () => {
  const cluster = bootCluster(1);
  const { stderr, exitCode } = act(cluster, {
    type: 'apply',
    yaml: CONFIGURATION.replace('schedulerName: other', 'percentageOfNodesToScore: 200'),
  });
  expect([exitCode, stderr]).toEqual([
    1,
    'error: [profiles[1].schedulerName: Required value, profiles[1].percentageOfNodesToScore: Invalid value: 200: not in valid range [0-100]]\n',
  ]);
  expect(cluster.controlPlane.schedulerText).toBe('');
});

test('a configuration is taken out of a stream of objects', () => {
  const { configurations, rest } = splitConfigurations(`${POD}---\n${CONFIGURATION}`);
  expect([configurations.map((text) => text.trim()), rest.trim()]).toEqual([[CONFIGURATION.trim()], POD.trim()]);
  expect(splitConfigurations(POD)).toEqual({ configurations: [], rest: POD });
});
