import { describe, expect, test } from 'vitest';
import { fieldErrorText } from '../api/field-errors.ts';
import type { Kind } from '../api/kind.ts';
import { EndpointSliceKind } from './endpoint-slice/kind.ts';
import { EventKind } from './event/kind.ts';
import { LeaseKind } from './lease/kind.ts';
import { NamespaceKind } from './namespace/kind.ts';
import { NodeKind } from './node/kind.ts';
import { SecretKind } from './secret/kind.ts';

type AnyKind = Kind<never>;
type Row = readonly [string, AnyKind, object, readonly string[]];

const meta = { name: 'x', namespace: 'demo' };

const rows: readonly Row[] = [
  [
    'addresses of an EndpointSlice are of its type and lead somewhere',
    EndpointSliceKind as unknown as AnyKind,
    {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['127.0.0.1'] }, { addresses: [] }, { addresses: ['fd00::1'] }],
      ports: [
        { name: '', protocol: 'TCP' },
        { name: '', protocol: 'FTP' },
      ],
    },
    [
      'endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'endpoints[1].addresses: Required value: must contain at least 1 address',
      'endpoints[2].addresses[0]: Invalid value: "fd00::1": must be a valid IPv4 address',
      'ports[1].name: Duplicate value: ""',
      'ports[1].protocol: Unsupported value: "FTP": supported values: "SCTP", "TCP", "UDP"',
    ],
  ],
  [
    'an EndpointSlice has a known type',
    EndpointSliceKind as unknown as AnyKind,
    { addressType: 'MAC', endpoints: [] },
    ['addressType: Unsupported value: "MAC": supported values: "FQDN", "IPv4", "IPv6"'],
  ],
  [
    'an event lies in the namespace of what it is about',
    EventKind as unknown as AnyKind,
    { involvedObject: { kind: 'Pod', namespace: 'other' } },
    ['involvedObject.namespace: Invalid value: "other": does not match event.namespace'],
  ],
  [
    'an event of the newer form says who did what',
    EventKind as unknown as AnyKind,
    { involvedObject: { namespace: 'demo' }, eventTime: '2026-01-01T00:00:00.000000Z', reportingComponent: 'a' },
    ['reportingInstance: Required value', 'action: Required value', 'reason: Required value'],
  ],
  [
    'a lease lasts',
    LeaseKind as unknown as AnyKind,
    { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } },
    [
      'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
      'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'taints differ in key or effect',
    NodeKind as unknown as AnyKind,
    {
      spec: {
        taints: [
          { key: 'a', effect: 'NoSchedule' },
          { key: 'a', effect: 'NoSchedule', value: 'b' },
        ],
      },
    },
    [
      'metadata.taints[1]: Duplicate value: core.Taint{Key:"a", Value:"b", Effect:"NoSchedule", TimeAdded:<nil>}: taints must be unique by key and effect pair',
    ],
  ],
  [
    'what a node has is not negative',
    NodeKind as unknown as AnyKind,
    { status: { capacity: { cpu: '-1', pods: '1500m' } }, spec: { podCIDRs: ['10.244.0.0/16', '10.244.0.0/16'] } },
    [
      'status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0',
      'status.capacity.pods: Invalid value: resource.Quantity{i:resource.int64Amount{value:1500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1500m", Format:"DecimalSI"}: must be an integer',
      'spec.podCIDRs: Invalid value: []string{"10.244.0.0/16", "10.244.0.0/16"}: may specify no more than one CIDR for each IP family',
      'spec.podCIDRs[1]: Duplicate value: "10.244.0.0/16"',
    ],
  ],
  [
    'a namespace has finalizers with proper names',
    NamespaceKind as unknown as AnyKind,
    { spec: { finalizers: ['odd', 'kubernetes'] } },
    ['spec.finalizers: Invalid value: "odd": name is neither a standard finalizer name nor is it fully qualified'],
  ],
  [
    'a Secret for registries holds their file',
    SecretKind as unknown as AnyKind,
    { type: 'kubernetes.io/dockercfg' },
    ['data[.dockercfg]: Required value'],
  ],
  [
    'a Secret for a service account names it',
    SecretKind as unknown as AnyKind,
    { type: 'kubernetes.io/service-account-token' },
    ['metadata.annotations[kubernetes.io/service-account.name]: Required value'],
  ],
  [
    'a Secret with a name or a password is enough',
    SecretKind as unknown as AnyKind,
    { type: 'kubernetes.io/basic-auth', data: { password: '' } },
    [],
  ],
  [
    'a Secret for ssh holds a key',
    SecretKind as unknown as AnyKind,
    { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } },
    ['data[ssh-privatekey]: Required value'],
  ],
];

test.each(rows)('%s', (_name, kind, body, expected) => {
  const object = { apiVersion: 'v1', kind: kind.kind, metadata: meta, ...body } as never;
  expect(kind.validate!(object).map(fieldErrorText)).toEqual(expected);
});

const context = { nowMs: 0 };

describe('updates', () => {
  test('a Node keeps its range and its provider', () => {
    const before = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } } as const;
    const previous = { ...before, spec: { podCIDRs: ['10.244.0.0/24'], providerID: 'a' } };
    const next = { ...before, spec: { podCIDRs: ['10.244.1.0/24'], providerID: 'b' } };
    expect(NodeKind.validateUpdate!(next, previous).map(fieldErrorText)).toEqual([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
      'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
    ]);
  });

  test('a Secret keeps its type, an immutable one its data', () => {
    const previous = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: meta,
      type: 'Opaque',
      immutable: true,
      data: { a: 'YQ==' },
    } as const;
    const next = { ...previous, type: 'x', immutable: false, data: {} };
    expect(SecretKind.validateUpdate!(next, previous).map(fieldErrorText)).toEqual([
      'type: Invalid value: "x": field is immutable',
      'immutable: Forbidden: field is immutable when `immutable` is set',
      'data: Forbidden: field is immutable when `immutable` is set',
    ]);
  });

  test('an EndpointSlice counts its changes, metadata other than labels aside', () => {
    const body = {
      addressType: 'IPv4',
      endpoints: [],
      metadata: meta,
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
    } as const;
    const first = EndpointSliceKind.prepareForCreate!(body, context);
    const annotated = { ...first, metadata: { ...first.metadata, annotations: { a: 'b' } } };
    const labelled = { ...first, metadata: { ...first.metadata, labels: { a: 'b' } } };
    const generations = [first, annotated, labelled].map(
      (next) => EndpointSliceKind.prepareForUpdate!(next, first, context).metadata.generation,
    );
    expect(generations).toEqual([1, 1, 2]);
  });

  test('a Namespace keeps its finalizers, and its phase follows its deletion', () => {
    const first = NamespaceKind.prepareForCreate!(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
      context,
    );
    expect(first).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'a' },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    expect(NamespaceKind.prepareForUpdate!({ ...first, spec: {} }, first, context)).toEqual(first);
    const terminating = { ...first, status: { phase: 'Terminating' } };
    expect(NamespaceKind.status!.validateUpdate!(terminating, first).map(fieldErrorText)).toEqual([
      'status.Phase: Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
    ]);
  });
});

test('an event may have a name that other objects may not', () => {
  expect([EventKind.validateName!('A_b', false), EventKind.validateName!('a/b', false)]).toEqual([
    [],
    ["may not contain '/'"],
  ]);
});

test('stringData of a Secret goes into its data as UTF-8', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta,
    data: { b: 'Yg==' },
    stringData: { a: 'é€😀' },
  } as const;
  const { data, stringData, type } = SecretKind.defaults!(secret) as typeof secret & { type: string };
  expect([data, stringData, type]).toEqual([{ b: 'Yg==', a: 'w6nigqzwn5iA' }, undefined, 'Opaque']);
});
