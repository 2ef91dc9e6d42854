import { expect, test } from 'vitest';
import { fieldErrorText } from '../api/field-errors.ts';
import type { Endpoints, LimitRangeItem, ResourceQuotaSpec } from '../api/k8s/core-v1.gen.ts';
import { EndpointsKind } from './endpoints/kind.ts';
import { LimitRangeKind } from './limit-range/kind.ts';
import { ResourceQuotaKind } from './resource-quota/kind.ts';

const metadata = { name: 'a', namespace: 'default' };

const texts = (errors: readonly Parameters<typeof fieldErrorText>[0][]): readonly string[] =>
  errors.map(fieldErrorText);

test.each<readonly [string, ResourceQuotaSpec, readonly string[]]>([
  ['amounts of known resources', { hard: { pods: '4', 'count/jobs.batch': '2', 'example.com/gpu': '1' } }, []],
  [
    'unknown resources, fractions of things, less than nothing',
    { hard: { apples: '1', pods: '1500m', 'requests.cpu': '-1' } },
    [
      'spec.hard[apples]: Invalid value: apples: must be a standard resource type or fully qualified',
      'spec.hard[apples]: Invalid value: apples: must be a standard resource for quota',
      'spec.hard[pods]: Invalid value: resource.Quantity{i:resource.int64Amount{value:1500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1500m", Format:"DecimalSI"}: must be an integer',
      'spec.hard[requests.cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    'scopes that do not fit each other or the resource',
    { hard: { cpu: '1' }, scopes: ['BestEffort', 'NotBestEffort'] },
    [
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort", "NotBestEffort"}: unsupported scope applied to resource',
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort", "NotBestEffort"}: conflicting scopes',
    ],
  ],
  [
    'a selector with the wrong operators',
    {
      scopeSelector: {
        matchExpressions: [
          { scopeName: 'Terminating', operator: 'In', values: ['x'] },
          { scopeName: 'PriorityClass', operator: 'NotIn' },
          { scopeName: 'Mood', operator: 'Is' },
        ],
      },
    },
    [
      'spec.scopeSelector.matchExpressions.operator: Invalid value: "In": must be \'Exists\' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity',
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
      'spec.scopeSelector.matchExpressions.scopeName: Invalid value: "Mood": unsupported scope',
      'spec.scopeSelector.matchExpressions.operator: Invalid value: "Is": not a valid selector operator',
    ],
  ],
])('quota: %s', (_name, spec, errors) => {
  expect(texts(ResourceQuotaKind.validate!({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec }))).toEqual(
    errors,
  );
});

test('the scopes of a quota stay', () => {
  const quota = (scopes: readonly string[]) =>
    ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '1' }, scopes } }) as const;
  expect(texts(ResourceQuotaKind.validateUpdate!(quota(['Terminating']), quota(['BestEffort'])))).toEqual([
    'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Terminating"}: field is immutable',
  ]);
});

const cpu = (text: string, value: number): string =>
  `resource.Quantity{i:resource.int64Amount{value:${value}, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${text}", Format:"DecimalSI"}`;

test.each<readonly [string, LimitRangeItem, readonly string[]]>([
  ['limits that fit', { type: 'Container', max: { cpu: '2' }, min: { cpu: '1' }, default: { cpu: '1' } }, []],
  [
    'a minimum above the maximum',
    { type: 'Pod', max: { cpu: '1' }, min: { cpu: '2' } },
    [`spec.limits[0].min[cpu]: Invalid value: ${cpu('2', 2)}: min value 2 is greater than max value 1`],
  ],
  [
    'a claim without bounds',
    { type: 'PersistentVolumeClaim' },
    [
      'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
    ],
  ],
  [
    'a ratio that the bounds do not reach',
    { type: 'Pod', max: { cpu: '3' }, min: { cpu: '2' }, maxLimitRequestRatio: { cpu: '2' } },
    [
      `spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: ${cpu('2', 2)}: ratio 2 is greater than max/min = 1.500000`,
    ],
  ],
  [
    'an unknown type',
    { type: 'Node' },
    ['spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified'],
  ],
])('limit range: %s', (_name, item, errors) => {
  const object = LimitRangeKind.defaults!({ apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits: [item] } });
  expect(texts(LimitRangeKind.validate!(object))).toEqual(errors);
});

test.each<readonly [string, Endpoints['subsets'], readonly string[]]>([
  ['addresses and a port', [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }], []],
  [
    'nobody at two ports without names',
    [{ ports: [{ port: 80 }, { port: 0, protocol: 'X' }] }],
    [
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[1].name: Required value',
      'subsets[0].ports[1].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'subsets[0].ports[1].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
    ],
  ],
  [
    'an address that is none, and one of the node itself',
    [{ notReadyAddresses: [{ ip: 'x' }, { ip: '127.0.0.1' }] }],
    [
      'subsets[0].notReadyAddresses[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].notReadyAddresses[0].ip: Invalid value: "x": must be a valid IP address',
      'subsets[0].notReadyAddresses[1].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
  ],
])('endpoints: %s', (_name, subsets, errors) => {
  const object = EndpointsKind.defaults!({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets: subsets! });
  expect(texts(EndpointsKind.validate!(object))).toEqual(errors);
});
