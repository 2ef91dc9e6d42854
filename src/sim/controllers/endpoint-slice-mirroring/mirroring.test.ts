import { describe, expect, test } from 'vitest';
import type { EndpointAddress, EndpointSubset, Endpoints, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import EndpointSliceKind from '../../../kinds/endpoint-slice/kind.ts';
import EndpointsKind from '../../../kinds/endpoints/kind.ts';
import ServiceKind from '../../../kinds/service/kind.ts';
import { NAMESPACE } from '../../testing/control-plane.ts';
import { type ControllerWorld, createControllerWorld } from '../../testing/controller-world.ts';
import { planMirrors } from './plan.ts';

const addresses = (...ips: string[]): EndpointAddress[] => ips.map((ip) => ({ ip }));
const http = [{ name: 'http', port: 80, protocol: 'TCP' }];

function endpoints(subsets: readonly EndpointSubset[], metadata: Partial<Endpoints['metadata']> = {}): Endpoints {
  return { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db', namespace: NAMESPACE, ...metadata }, subsets };
}

function service(selector?: Readonly<Record<string, string>>): Service {
  const spec = { ports: [{ port: 80 }], ...(selector ? { selector } : {}) };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: NAMESPACE }, spec };
}

/** What the slices say: family, addresses with `!` for those that are not ready, ports. */
function said(slices: readonly EndpointSlice[]): string[] {
  return slices.map(({ addressType, endpoints: all, ports }) => {
    const shown = all.map((each) => `${each.conditions?.ready ? '' : '!'}${each.addresses[0]}`).join(' ');
    return `${addressType} ${shown} ${(ports ?? []).map(({ name, port }) => `${name}:${port}`).join(' ')}`;
  });
}

describe('mirrors of Endpoints', () => {
  const many = Array.from({ length: 1001 }, (_, i) => ({ ip: `10.0.${i >> 8}.${i & 255}` }));
  const slice = (name: string, ips: readonly string[], addressType = 'IPv4', ports = http): EndpointSlice => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, namespace: NAMESPACE },
    addressType,
    endpoints: ips.map((ip) => ({ addresses: [ip], conditions: { ready: true } })),
    ports,
  });
  const table: [
    name: string,
    subsets: EndpointSubset[],
    present: EndpointSlice[],
    create: string[],
    update: string[],
    remove: string[],
  ][] = [
    [
      'are made, ready or not',
      [{ addresses: addresses('1.1.1.1'), notReadyAddresses: addresses('1.1.1.2'), ports: http }],
      [],
      ['IPv4 1.1.1.1 !1.1.1.2 http:80'],
      [],
      [],
    ],
    [
      'are one a family',
      [{ addresses: addresses('1.1.1.1', 'fd00::1'), ports: http }],
      [],
      ['IPv4 1.1.1.1 http:80', 'IPv6 fd00::1 http:80'],
      [],
      [],
    ],
    [
      'stay when they say the same',
      [{ addresses: addresses('1.1.1.1'), ports: http }],
      [slice('a', ['1.1.1.1'])],
      [],
      [],
      [],
    ],
    [
      'are changed in place',
      [{ addresses: addresses('1.1.1.3'), ports: http }],
      [slice('a', ['1.1.1.1'])],
      [],
      ['IPv4 1.1.1.3 http:80'],
      [],
    ],
    ['go with the addresses', [], [slice('a', ['1.1.1.1'])], [], [], ['a']],
    [
      'take over the name of one with other ports',
      [{ addresses: addresses('1.1.1.1'), ports: http }],
      [slice('a', ['1.1.1.1'], 'IPv4', [])],
      [],
      ['IPv4 1.1.1.1 http:80'],
      [],
    ],
    [
      'are one for each set of ports',
      [{ addresses: addresses('1.1.1.1'), ports: http }],
      [slice('a', ['1.1.1.1']), slice('b', ['1.1.1.1'])],
      [],
      [],
      ['b'],
    ],
  ];
  test.each(table)('%s', (_name, subsets, present, create, update, remove) => {
    const plan = planMirrors(endpoints(subsets), present);
    expect([said(plan.create), said(plan.update), plan.remove.map(({ metadata }) => metadata.name)]).toEqual([
      create,
      update,
      remove,
    ]);
  });

  test('have at most 1,000 addresses of a subset', () => {
    const { create, skipped } = planMirrors(endpoints([{ addresses: many, ports: http }]), []);
    expect([create.map((each) => each.endpoints.length), skipped]).toEqual([[1000], 1]);
  });
});

describe('the controller that mirrors Endpoints', () => {
  function start(
    selector?: Readonly<Record<string, string>>,
    metadata: Partial<Endpoints['metadata']> = {},
  ): ControllerWorld {
    const world = createControllerWorld();
    world.act(world.client.create(ServiceKind, service(selector)));
    if (!selector)
      world.act(
        world.client.create(EndpointsKind, endpoints([{ addresses: addresses('1.1.1.1'), ports: http }], metadata)),
      );
    world.settle();
    return world;
  }

  test('gives a mirror the labels of its Endpoints, and makes them its owner', () => {
    const world = start(undefined, { labels: { tier: 'db' }, annotations: { note: 'n' } });
    const [mirror] = world.list(EndpointSliceKind);
    const { name, ...metadata } = mirror!.metadata;
    expect(name).toMatch(/^db-[a-z0-9]{5}$/);
    expect(metadata).toMatchObject({
      labels: {
        tier: 'db',
        'kubernetes.io/service-name': 'db',
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      },
      annotations: { note: 'n' },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Endpoints', name: 'db', controller: true, blockOwnerDeletion: true },
      ],
    });
    expect(said([mirror!])).toEqual(['IPv4 1.1.1.1 http:80']);
  });

  test('follows a change, and removes the mirror with its Service', () => {
    const world = start();
    const [current] = world.list(EndpointsKind);
    world.act(
      world.client.update(EndpointsKind, { ...current!, subsets: [{ addresses: addresses('1.1.1.9'), ports: http }] }),
    );
    world.settle();
    expect(said(world.list(EndpointSliceKind))).toEqual(['IPv4 1.1.1.9 http:80']);
    world.act(world.client.delete(ServiceKind, NAMESPACE, 'db'));
    world.settle();
    expect(world.list(EndpointSliceKind)).toEqual([]);
  });

  const left: [
    name: string,
    selector: Readonly<Record<string, string>> | undefined,
    metadata: Partial<Endpoints['metadata']>,
  ][] = [
    ['of a Service with a selector', { app: 'db' }, {}],
    ['with the label against it', undefined, { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }],
    ['of a leader election', undefined, { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } }],
  ];
  test.each(left)('leaves Endpoints %s alone', (_name, selector, metadata) => {
    const mirrors = start(selector, metadata)
      .list(EndpointSliceKind)
      .filter(
        ({ metadata: { labels } }) =>
          labels?.['endpointslice.kubernetes.io/managed-by'] !== 'endpointslice-controller.k8s.io',
      );
    expect(mirrors).toEqual([]);
  });

  test('tells of addresses that are too many', () => {
    const world = createControllerWorld();
    world.act(world.client.create(ServiceKind, service()));
    const many = Array.from({ length: 1002 }, (_, i) => ({ ip: `10.0.${i >> 8}.${i & 255}` }));
    world.act(world.client.create(EndpointsKind, endpoints([{ addresses: many, ports: http }])));
    world.settle();
    expect(world.newEvents('Endpoints')).toEqual([
      'Warning TooManyAddressesToMirror: A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 2 addresses were skipped',
    ]);
  });
});
