import { expect, test } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { type Bounds, boundsOf } from './bounds.ts';

const pod = (...resources: object[]): KubeObject =>
  ({ spec: { containers: resources.map((one) => ({ resources: one })) } }) as unknown as KubeObject;

test.each<[why: string, object: KubeObject, kind: string, pods: number, bounds: Bounds]>([
  [
    'limits of all containers',
    pod({ limits: { cpu: '500m', memory: '1Mi' } }, { limits: { cpu: '1', memory: '1Mi' } }),
    'Pod',
    1,
    { cpu: { value: 1500, is: 'limit' }, memory: { value: 2_097_152, is: 'limit' } },
  ],
  [
    'requests where one has no limit',
    pod({ limits: { cpu: '500m' }, requests: { cpu: '200m' } }, {}),
    'Pod',
    1,
    { cpu: { value: 200, is: 'request' }, memory: undefined },
  ],
  ['nothing said', pod({}), 'Pod', 1, { cpu: undefined, memory: undefined }],
  [
    'a workload’s template, times its Pods',
    { spec: { template: pod({ limits: { cpu: '250m' } }) } } as unknown as KubeObject,
    'Deployment',
    4,
    { cpu: { value: 1000, is: 'limit' }, memory: undefined },
  ],
  [
    'a node',
    { status: { allocatable: { cpu: '4', memory: '1Ki' } } } as unknown as KubeObject,
    'Node',
    1,
    { cpu: { value: 4000, is: 'allocatable' }, memory: { value: 1024, is: 'allocatable' } },
  ],
])('%s', (_why, object, kind, pods, bounds) => {
  expect(boundsOf(object, kind, pods)).toEqual(bounds);
});
