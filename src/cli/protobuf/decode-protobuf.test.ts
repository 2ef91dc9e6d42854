import { expect, test } from 'vitest';
import { decodeProtobuf } from './decode-protobuf.ts';

/** A message from its fields: numbers as varints, texts and bytes with their length. */
function message(...fields: readonly (readonly [number: number, value: number | string | Buffer])[]): Buffer {
  const parts = fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return [varint(number * 8), varint(value)];
    const bytes = Buffer.from(value);
    return [varint(number * 8 + 2), varint(bytes.length), bytes];
  });
  return Buffer.concat(parts);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

function body(apiVersion: string, kind: string, raw: Buffer, contentType = ''): Buffer {
  const envelope = message([1, message([1, apiVersion], [2, kind])], [2, raw], [3, ''], [4, contentType]);
  return Buffer.concat([Buffer.from('k8s\0'), envelope]);
}

test('what kubectl sends for `create namespace a` is that namespace', () => {
  const sent =
    '6b3873000a0f0a02763112094e616d65737061636512190a110a01611200' + '1a0022002a0032003800420012001a020a001a002200';
  expect(decodeProtobuf(Buffer.from(sent, 'hex'))).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'a',
      generateName: '',
      namespace: '',
      selfLink: '',
      uid: '',
      resourceVersion: '',
      generation: 0,
      creationTimestamp: null,
    },
    spec: {},
    status: { phase: '' },
  });
});

test('maps, lists, embedded structs, and the types that JSON has no objects for', () => {
  const quantity = message([1, '100m']);
  const container = message(
    [1, 'c'],
    [6, message([1, ''], [3, 80])],
    [8, message([2, message([1, 'cpu'], [2, quantity])])],
    [10, message([1, message([2, message([1, '/'], [2, message([1, 1], [3, 'http'])])])], [2, 5])],
  );
  const volume = message([1, 'v'], [2, message([19, message([1, message([1, 'cfg'])])])]);
  const metadata = message(
    [11, message([1, 'a'], [2, 'b'])],
    [11, message([1, 'empty'])],
    [8, message([1, 1767600000])],
  );
  const spec = message([1, volume], [2, container], [4, -1], [11, 1]);
  expect(decodeProtobuf(body('v1', 'Pod', message([1, metadata], [2, spec])))).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { labels: { a: 'b', empty: '' }, creationTimestamp: '2026-01-05T08:00:00Z' },
    spec: {
      volumes: [{ name: 'v', configMap: { name: 'cfg' } }],
      containers: [
        {
          name: 'c',
          ports: [{ name: '', containerPort: 80 }],
          resources: { requests: { cpu: '100m' } },
          livenessProbe: { httpGet: { path: '/', port: 'http' }, initialDelaySeconds: 5 },
        },
      ],
      terminationGracePeriodSeconds: -1,
      hostNetwork: true,
    },
  });
});

test('bytes come as base64, times of leases with microseconds', () => {
  const secret = message([2, message([1, 'k'], [2, 'x'])], [3, 'Opaque']);
  expect(decodeProtobuf(body('v1', 'Secret', secret))).toMatchObject({ data: { k: 'eA==' }, type: 'Opaque' });
  const lease = message([2, message([4, message([1, 1767600000], [2, 5000])])]);
  expect(decodeProtobuf(body('coordination.k8s.io/v1', 'Lease', lease))).toMatchObject({
    spec: { renewTime: '2026-01-05T08:00:00.000005Z' },
  });
});

test('options are the same message in every group; of unknown kinds only the name is known', () => {
  const options = message([1, 0], [4, 'Foreground'], [5, 'All'], [99, 'from the future']);
  const plain = { gracePeriodSeconds: 0, propagationPolicy: 'Foreground', dryRun: ['All'] };
  for (const apiVersion of ['v1', 'apps/v1', 'policy/v1']) {
    expect(decodeProtobuf(body(apiVersion, 'DeleteOptions', options))).toEqual({
      apiVersion,
      kind: 'DeleteOptions',
      ...plain,
    });
  }
  expect(decodeProtobuf(body('e.com/v1', 'Widget', options))).toEqual({ apiVersion: 'e.com/v1', kind: 'Widget' });
});

test('an envelope may hold JSON', () => {
  expect(decodeProtobuf(body('v1', 'Pod', Buffer.from('{"a":1}'), 'application/json'))).toEqual({ a: 1 });
});

test.each<[string, Buffer, RegExp]>([
  ['no protobuf', Buffer.from('{}'), /does not appear to be a protobuf message/],
  ['cut short', body('v1', 'Pod', message([1, 'abc'])).subarray(0, 20), /unexpected EOF/],
  ['a text where a message should be a number', body('v1', 'Pod', message([1, 5])), /wrong wireType/],
])('%s is refused', (_name, bytes, text) => {
  expect(() => decodeProtobuf(bytes)).toThrow(text);
});
