import { expect, test } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { Workloads } from './workloads.ts';

const template = { spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } };
const object = (name: string, rest: object): KubeObject =>
  ({ metadata: { namespace: 'default', name }, ...rest }) as unknown as KubeObject;

const ownedBy = (kind: string) => [{ apiVersion: 'v1', kind, name: 'owner', uid: 'u', controller: true }];
const row = { namespace: 'default', image: 'nginx:1.27' };

test('each kind that makes Pods has a row, counted as its status counts; those that another has made have none', () => {
  const workloads = new Workloads();
  const put = (kind: string, name: string, rest: object) =>
    workloads.observe(kind, `default/${name}`, object(name, rest), false);
  put('Deployment', 'web', { spec: { replicas: 3, template }, status: { readyReplicas: 2 } });
  put('StatefulSet', 'db', { spec: { replicas: 2, template } });
  put('DaemonSet', 'agent', { spec: { template }, status: { desiredNumberScheduled: 4, numberReady: 3 } });
  put('Job', 'pi', { spec: { completions: 8, template }, status: { succeeded: 5 } });
  put('CronJob', 'hello', { spec: { jobTemplate: { spec: { template } } }, status: { active: [{}] } });
  put('ConfigMap', 'settings', {});
  workloads.observe(
    'ReplicaSet',
    'default/web-1',
    object('web-1', { metadata: { namespace: 'default', name: 'web-1', ownerReferences: ownedBy('Deployment') } }),
    false,
  );
  expect(workloads.take()).toEqual({
    workloads: [
      { ...row, key: 'Deployment/default/web', kind: 'Deployment', name: 'web', desired: 3, ready: 2, counts: 'ready' },
      { ...row, key: 'StatefulSet/default/db', kind: 'StatefulSet', name: 'db', desired: 2, ready: 0, counts: 'ready' },
      {
        ...row,
        key: 'DaemonSet/default/agent',
        kind: 'DaemonSet',
        name: 'agent',
        desired: 4,
        ready: 3,
        counts: 'ready',
      },
      { ...row, key: 'Job/default/pi', kind: 'Job', name: 'pi', desired: 8, ready: 5, counts: 'succeeded' },
      { ...row, key: 'CronJob/default/hello', kind: 'CronJob', name: 'hello', desired: 1, ready: 1, counts: 'running' },
    ],
    removedWorkloads: ['ReplicaSet/default/web-1'],
  });
});

test('an object that is deleted before it was told of is only told as gone', () => {
  const workloads = new Workloads();
  const job = object('pi', { spec: { template } });
  workloads.observe('Job', 'default/pi', job, false);
  workloads.observe('Job', 'default/pi', job, true);
  expect(workloads.take()).toEqual({ workloads: [], removedWorkloads: ['Job/default/pi'] });
  expect(workloads.take()).toEqual({ workloads: [], removedWorkloads: [] });
});
