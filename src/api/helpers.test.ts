import { describe, expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { fieldSelectorText, parseFieldSelector } from './field-selector.ts';
import { goIntOrString, goLabelSelector, goQuantity } from './go-syntax.ts';
import { cidr, ipAddress, parseCidr, parseIp } from './ip.ts';
import type { Container, Pod, PodSpec } from './k8s/core-v1.gen.ts';
import { controllerRef, generatedName, withAnnotation } from './meta.ts';
import { isPodAvailable, podLimits, podRequests, withCondition } from './pod.ts';
import { formatLabelSelector, labelMatcher, mapMatcher, parseLabelSelector } from './selectors.ts';

const container = (requests: Record<string, string>, more: Partial<Container> = {}): Container => ({
  name: 'c',
  resources: { requests },
  ...more,
});

test.each<[string, PodSpec, object]>([
  [
    'adds up containers: cpu in thousandths, memory in bytes',
    { containers: [container({ cpu: '1', memory: '1Gi' }), container({ cpu: '250m' })] },
    { cpu: 1250, memory: 2 ** 30 },
  ],
  [
    'takes the largest init container if that is more',
    { containers: [container({ cpu: '1' })], initContainers: [container({ cpu: '3' }), container({ cpu: '2' })] },
    { cpu: 3000 },
  ],
  [
    'counts sidecars with the containers and with later init containers',
    {
      containers: [container({ cpu: '1' })],
      initContainers: [container({ cpu: '1' }, { restartPolicy: 'Always' }), container({ cpu: '2' })],
    },
    { cpu: 3000 },
  ],
  [
    'adds the overhead',
    { containers: [container({ cpu: '1' })], overhead: { cpu: '100m', memory: '1Mi' } },
    { cpu: 1100, memory: 2 ** 20 },
  ],
])('the request of a Pod %s', (_title, spec, expected) => {
  expect(podRequests(spec)).toEqual(expected);
  expect(podRequests({ ...spec, nodeName: 'n' })).toBe(podRequests(spec));
});

test('overhead counts for limits only where there is one', () => {
  const limited: Container = { name: 'c', resources: { limits: { cpu: '1' } } };
  expect(podLimits({ containers: [limited], overhead: { cpu: '100m', memory: '1Mi' } })).toEqual({ cpu: 1100 });
});

describe('conditions', () => {
  const ready = { type: 'Ready', status: 'True', lastTransitionTime: '2025-01-01T00:00:00Z' };

  test('keep their transition time as long as the status stays', () => {
    const conditions = [ready];
    expect(withCondition(conditions, { ...ready, lastTransitionTime: '2025-01-01T01:00:00Z' })).toBe(conditions);
    const lost = { ...ready, status: 'False', lastTransitionTime: '2025-01-01T01:00:00Z' };
    expect(withCondition(conditions, lost)).toEqual([lost]);
    expect(withCondition(undefined, ready)).toEqual([ready]);
  });

  test('make a Pod available only after its minimum', () => {
    const pod = { status: { conditions: [ready] } } as unknown as Pod;
    const start = 1_735_689_600_000;
    const at = [0, 5000, 5001].map((ms) => isPodAvailable(pod, 5, start + ms));
    expect(at).toEqual([false, false, true]);
    expect(isPodAvailable(pod, 0, start)).toBe(true);
  });
});

test('no selector matches nothing, an empty one everything', () => {
  expect([labelMatcher(undefined), labelMatcher({}), mapMatcher(undefined)].map((m) => m.matches({ a: 'b' }))).toEqual([
    false,
    true,
    true,
  ]);
  expect([formatLabelSelector({}), formatLabelSelector({ matchLabels: { b: '2', a: '1' } })]).toEqual([
    '<none>',
    'a=1,b=2',
  ]);
});

test.each([
  ['a b=1', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a=1,', "found '', expected: identifier after ','"],
  [',a', "found ',', expected: !, identifier, or 'end of string'"],
  ['a in x', "unable to parse requirement: found 'x' expected: '('"],
  [
    'a>x',
    "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
  ],
  ['/a=1', 'unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty'],
])('the selector %s is refused', (text, message) => {
  expect(() => parseLabelSelector(text)).toThrow(message);
});

test.each([
  ['in in (in,notin)', 'in in (in,notin)'],
  ['a in (,b)', 'a in (,b)'],
  [' a = b , ! c ', 'a=b,!c'],
  ['b,a', 'a,b'],
])('the selector %s is %s', (text, expected) => {
  expect(parseLabelSelector(text).toString()).toBe(expected);
});

test('field selectors keep what is escaped', () => {
  const terms = parseFieldSelector('a=1,b!=x\\,y,c==z\\=');
  expect(terms).toEqual([
    { field: 'a', op: '=', value: '1' },
    { field: 'b', op: '!=', value: 'x,y' },
    { field: 'c', op: '=', value: 'z=' },
  ]);
  expect(fieldSelectorText(terms)).toBe('a=1,b!=x\\,y,c=z\\=');
  expect(() => parseFieldSelector('abc')).toThrow("invalid selector: 'abc'; can't understand 'abc'");
});

test('addresses and networks', () => {
  expect(parseIp('10.0.0.1')).toEqual([10, 0, 0, 1]);
  expect(parseIp('2001:db8::1')).toEqual([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(parseCidr('10.96.0.0/16')).toEqual({ bytes: [10, 96, 0, 0], prefixBits: 16 });
  expect([...ipAddress('300.1.1.1'), ...ipAddress('::'), ...cidr('10.0.0.0/33')]).toEqual([
    'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
  ]);
});

test('Go dumps of values', () => {
  expect([goIntOrString('150%'), goQuantity('1500m'), goLabelSelector({ matchLabels: { app: 'other' } })]).toEqual([
    { goSyntax: 'intstr.IntOrString{Type:1, IntVal:0, StrVal:"150%"}' },
    {
      goSyntax:
        'resource.Quantity{i:resource.int64Amount{value:1500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1500m", Format:"DecimalSI"}',
    },
    {
      goSyntax:
        'v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}',
    },
  ]);
});

test('metadata helpers', () => {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', uid: 'u', annotations: { a: '1' } },
  };
  expect(controllerRef(object)).toEqual({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: 'web',
    uid: 'u',
    controller: true,
    blockOwnerDeletion: true,
  });
  expect(withAnnotation(object, 'a', '1')).toBe(object);
  expect(withAnnotation(object, 'a', undefined).metadata.annotations).toEqual({});
  expect(generatedName('x'.repeat(70), createRandom(1))).toHaveLength(63);
});
