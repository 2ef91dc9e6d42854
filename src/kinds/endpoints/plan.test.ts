import { expect, test } from 'vitest';
import type { Endpoints, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import { planEndpoints } from './plan.ts';

const service = (spec: Service['spec'] = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'demo', labels: { app: 'web' } },
  spec: { clusterIP: '10.96.0.9', ports: [{ port: 80, targetPort: 8080 }], ...spec },
});

const pod = (name: string, ip: string, ready: boolean): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'demo', uid: name },
  spec: { nodeName: 'n1', containers: [] },
  status: { podIP: ip, phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

const address = (name: string, ip: string): object => ({
  ip,
  nodeName: 'n1',
  targetRef: { kind: 'Pod', name, namespace: 'demo', uid: name },
});

const PORTS = [{ port: 8080, protocol: 'TCP' }];

test.each<readonly [string, Service, readonly Pod[], unknown]>([
  ['none without Pods', service(), [], undefined],
  [
    'addresses in order, those of Pods that are not ready apart',
    service(),
    [pod('b', '10.0.0.2', true), pod('a', '10.0.0.1', true), pod('c', '10.0.0.3', false)],
    [
      {
        addresses: [address('a', '10.0.0.1'), address('b', '10.0.0.2')],
        notReadyAddresses: [address('c', '10.0.0.3')],
        ports: PORTS,
      },
    ],
  ],
  [
    'all are ready where the Service says so',
    service({ publishNotReadyAddresses: true }),
    [pod('c', '10.0.0.3', false)],
    [{ addresses: [address('c', '10.0.0.3')], ports: PORTS }],
  ],
  [
    'a headless Service needs no ports',
    service({ clusterIP: 'None', ports: [] }),
    [pod('a', '10.0.0.1', true)],
    [{ addresses: [address('a', '10.0.0.1')] }],
  ],
  [
    'a Pod without the named port is none',
    service({ ports: [{ port: 80, targetPort: 'http' }] }),
    [pod('a', '10.0.0.1', true)],
    undefined,
  ],
])('subsets: %s', (_title, given, pods, subsets) => {
  expect(planEndpoints(given, pods, undefined, undefined)?.subsets).toEqual(subsets);
});

test('more than 1000 addresses are cut off, which an annotation says until they fit again', () => {
  const many = Array.from({ length: 1001 }, (_, i) => pod(`p${i}`, `10.0.${i >> 8}.${i & 255}`, true));
  const full = planEndpoints(service(), many, undefined, '2025-01-01T00:00:00Z')!;
  expect(full.subsets?.[0]?.addresses).toHaveLength(1000);
  expect(full.metadata).toEqual({
    name: 'web',
    namespace: 'demo',
    labels: { app: 'web' },
    annotations: {
      'endpoints.kubernetes.io/last-change-trigger-time': '2025-01-01T00:00:00Z',
      'endpoints.kubernetes.io/over-capacity': 'truncated',
    },
  });
  const fits = planEndpoints(service(), many.slice(1), full, undefined)!;
  expect(fits.metadata.annotations).toBeUndefined();
  expect(planEndpoints(service(), many.slice(1), fits as Endpoints, undefined)).toBeUndefined();
});
