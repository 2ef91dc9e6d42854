import { expect, test } from 'vitest';
import type { Service, ServiceSpec } from '../../../api/k8s/core-v1.gen.ts';
import { type Update, updateOf } from './update.ts';

const base: ServiceSpec = { type: 'LoadBalancer', ports: [{ port: 80, nodePort: 30_080 }] };

function service(spec: ServiceSpec, annotations: Record<string, string> = {}): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'd', uid: 'u', annotations }, spec };
}

test.each<[string, ServiceSpec, ServiceSpec, Update]>([
  ['nothing', base, base, undefined],
  ['another selector is for others', base, { ...base, selector: { a: 'b' } }, undefined],
  ['a Service of another type', { type: 'ClusterIP' }, { type: 'NodePort' }, undefined],
  ['becoming one', { type: 'ClusterIP' }, base, { reason: 'Type', message: 'ClusterIP -> LoadBalancer' }],
  ['ceasing to be one', base, { type: 'NodePort' }, { reason: 'Type', message: 'LoadBalancer -> NodePort' }],
  [
    'source ranges',
    base,
    { ...base, loadBalancerSourceRanges: ['10.0.0.0/8', '192.0.2.0/24'] },
    { reason: 'LoadBalancerSourceRanges', message: '[] -> [10.0.0.0/8 192.0.2.0/24]' },
  ],
  ['a port', base, { ...base, ports: [{ port: 81, nodePort: 30_080 }] }, 'silent'],
  ['session affinity', base, { ...base, sessionAffinity: 'ClientIP' }, 'silent'],
  [
    'the address that it wants',
    base,
    { ...base, loadBalancerIP: '203.0.113.50' },
    { reason: 'LoadbalancerIP', message: ' -> 203.0.113.50' },
  ],
  [
    'further addresses',
    base,
    { ...base, externalIPs: ['1.2.3.4'] },
    { reason: 'ExternalIP', message: 'Count: 0 -> 1' },
  ],
  [
    'another further address',
    { ...base, externalIPs: ['1.2.3.4'] },
    { ...base, externalIPs: ['1.2.3.5'] },
    { reason: 'ExternalIP', message: 'Added: 1.2.3.5' },
  ],
  [
    'the policy for traffic from outside',
    { ...base, externalTrafficPolicy: 'Cluster' },
    { ...base, externalTrafficPolicy: 'Local' },
    { reason: 'ExternalTrafficPolicy', message: 'Cluster -> Local' },
  ],
])('%s', (_name, before, after, expected) => {
  expect(updateOf(service(before), service(after))).toEqual(expected);
});

test('annotations may mean something to a cloud', () => {
  expect(updateOf(service(base), service(base, { a: 'b' }))).toBe('silent');
});
