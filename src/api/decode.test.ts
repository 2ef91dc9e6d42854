import { describe, expect, test } from 'vitest';
import errors from '../sim/testing/testdata/golden/errors.json' with { type: 'json' };
import objects from '../sim/testing/testdata/golden/objects.json' with { type: 'json' };
import { decode, decodeBody } from './decode.ts';
import { encode } from './encode.ts';
import { parseApiVersion } from './meta.ts';
import { schemaNameOf } from './openapi.ts';

const POD = 'io.k8s.api.core.v1.Pod';

function schemaNameFor(object: { apiVersion: string; kind: string }): string | undefined {
  return schemaNameOf({ ...parseApiVersion(object.apiVersion), kind: object.kind });
}

test.each(objects)('a recorded $kind is encoded as it was, and is canonical once decoded', (recorded) => {
  const name = schemaNameFor(recorded)!;
  const { object, strictErrors, error } = decode(name, recorded);
  expect({ strictErrors, error, encoded: encode(name, object) }).toEqual({
    strictErrors: [],
    error: undefined,
    encoded: recorded,
  });
  expect(decode(name, object).object).toBe(object);
});

interface Recorded {
  readonly id: string;
  readonly body: unknown;
  readonly message: string;
}

const refused: Recorded[] = errors.cases.flatMap((entry) => {
  const api = 'api' in entry ? (entry.api as { body?: unknown; response?: { message?: string } }) : undefined;
  const message = api?.response?.message ?? '';
  return message.includes('cannot be handled as a') ? [{ id: entry.id, body: api!.body, message }] : [];
});

test.each(refused.filter(({ id }) => id !== 'cr-unknown-field' && id !== 'body-yaml'))(
  'the body of $id is refused in the recorded words',
  ({ body, message }) => {
    const object = (typeof body === 'string' ? JSON.parse(body) : body) as { apiVersion: string; kind: string };
    const { version } = parseApiVersion(object.apiVersion);
    const kind = { kind: object.kind, version, schema: schemaNameFor(object)! };
    expect(() => decodeBody(kind, body, 'Strict')).toThrow(message);
  },
);

const container = (extra: object): object => ({ spec: { containers: [{ name: 'c', ...extra }] } });

describe('decoding a Pod', () => {
  test.each<[string, object, object]>([
    [
      'puts in the structs that are always there and drops nulls',
      { metadata: { name: 'p', labels: null }, spec: { containers: [{ name: 'c', image: null }], nodeName: null } },
      { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', resources: {} }] }, status: {} },
    ],
    [
      'drops zero values, empty lists and maps, but no pointers',
      container({ tty: false, stdin: true, args: [], env: [], securityContext: { privileged: false, runAsUser: 0 } }),
      {
        metadata: {},
        ...container({ stdin: true, securityContext: { privileged: false, runAsUser: 0 }, resources: {} }),
        status: {},
      },
    ],
    [
      'makes quantities canonical and takes numbers for them',
      container({ resources: { requests: { cpu: 0.5, memory: '1024Mi' }, limits: { cpu: 2 } } }),
      {
        metadata: {},
        ...container({ resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2' } } }),
        status: {},
      },
    ],
    [
      'keeps ports that are numbers or names',
      container({ livenessProbe: { httpGet: { port: 'http' }, initialDelaySeconds: 0 } }),
      { metadata: {}, ...container({ livenessProbe: { httpGet: { port: 'http' } }, resources: {} }), status: {} },
    ],
    [
      'writes times in UTC and whole seconds',
      { metadata: { creationTimestamp: '2025-01-01T02:00:00.5+01:00' } },
      { metadata: { creationTimestamp: '2025-01-01T01:00:00Z' }, spec: {}, status: {} },
    ],
  ])('%s', (_title, value, expected) => {
    expect(decode(POD, value)).toEqual({ object: expected, strictErrors: [] });
  });

  test.each<[string, object, string]>([
    [
      'a number for a text',
      container({ image: 5 }),
      'number into Go struct field Container.spec.containers.image of type string',
    ],
    [
      'a text for a flag',
      container({ tty: 'yes' }),
      'string into Go struct field Container.spec.containers.tty of type bool',
    ],
    [
      'a number for a named type',
      container({ ports: [{ containerPort: 80, protocol: 6 }] }),
      'number into Go struct field ContainerPort.spec.containers.ports.protocol of type v1.Protocol',
    ],
    [
      'too large a number',
      container({ ports: [{ containerPort: 3_000_000_000 }] }),
      'number 3000000000 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
    ],
    ['a list for a struct', { spec: [] }, 'array into Go struct field Pod.spec of type v1.PodSpec'],
    ['a list for the object', [], 'array into Go value of type v1.Pod'],
    [
      'a list for a resource list',
      container({ resources: { limits: [] } }),
      'array into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
    ],
  ])('says of %s what Go says', (_title, value, message) => {
    expect(decode(POD, value).error).toBe(`json: cannot unmarshal ${message}`);
  });

  test.each<[object, string]>([
    [container({ ports: [{ containerPort: 'x' }] }), 'unrecognized type: int32'],
    [container({ image: 5 }), 'cannot convert int64 to string'],
    [container({ tty: 'x' }), 'unrecognized type: bool'],
    [{ spec: 'x' }, 'cannot restore struct from: string'],
    [container({ args: 'x' }), 'cannot restore slice from string'],
    [{ metadata: { labels: [] } }, 'cannot restore map from slice'],
  ])('says of the patched %j what the converter says', (value, message) => {
    expect(decode(POD, value, { patched: true }).error).toBe(message);
  });

  test('shares what is canonical', () => {
    const containers = [{ name: 'c', image: 'i', resources: {} }];
    const { object } = decode<{ spec: { containers: unknown } }>(POD, { spec: { containers, nodeName: '' } });
    expect(object.spec.containers).toBe(containers);
  });

  test('collects unknown fields with list indexes, and leaves them out', () => {
    const { object, strictErrors } = decode(POD, container({ imag: 'x', env: [{ name: 'A', val: '1' }] }));
    expect(strictErrors).toEqual([
      'unknown field "spec.containers[0].imag"',
      'unknown field "spec.containers[0].env[0].val"',
    ]);
    expect(object).toEqual({ metadata: {}, ...container({ env: [{ name: 'A' }], resources: {} }), status: {} });
  });
});

test.each([
  ['{"data":{"a":"1","a":"2"}}', ['duplicate field "data.a"']],
  ['{"metadata":{"labels":{"x":"1"}},"data":{"b":"}","b":"\\""}}', ['duplicate field "data.b"']],
])('finds the keys that are twice in %s', (text, warnings) => {
  const kind = { kind: 'ConfigMap', version: 'v1', schema: 'io.k8s.api.core.v1.ConfigMap' };
  expect(decodeBody(kind, text, 'Warn').warnings).toEqual(warnings);
});

test.each([
  ['{"spec":', 'unexpected end of JSON input'],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['hello', "invalid character 'h' looking for beginning of value"],
])('says of the text %s what Go says', (text, message) => {
  const kind = { kind: 'ConfigMap', version: 'v1', schema: 'io.k8s.api.core.v1.ConfigMap' };
  expect(() => decodeBody(kind, text)).toThrow(message);
});
