import { expect, test } from 'vitest';
import cases from '../../sim/testing/testdata/cases/patch.json' with { type: 'json' };
import type { JsonMap } from './json.ts';
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.ts';
import { applyMergePatch } from './merge-patch.ts';
import { createThreeWayPatch, createTwoWayPatch } from './strategic-diff.ts';
import { applyStrategicMergePatch } from './strategic-merge.ts';

const SCHEMAS: Readonly<Record<string, string>> = {
  Pod: 'io.k8s.api.core.v1.Pod',
  Node: 'io.k8s.api.core.v1.Node',
  Service: 'io.k8s.api.core.v1.Service',
  Deployment: 'io.k8s.api.apps.v1.Deployment',
};

const CALLS: Readonly<Record<string, (...args: never[]) => unknown>> = {
  strategicMerge: (kind: string, document: JsonMap, patch: JsonMap) => ({
    result: applyStrategicMergePatch(document, patch, SCHEMAS[kind]!),
  }),
  strategicDiff: (kind: string, from: JsonMap, to: JsonMap) => ({ patch: createTwoWayPatch(from, to, SCHEMAS[kind]!) }),
  threeWayApply: (kind: string, original: JsonMap, modified: JsonMap, current: JsonMap) => {
    const patch = createThreeWayPatch(original, modified, current, SCHEMAS[kind]!);
    return { patch, result: applyStrategicMergePatch(current, patch, SCHEMAS[kind]!) };
  },
  jsonPatch: (document: unknown, operations: JsonPatchOperation[]) => ({
    result: applyJsonPatch(document, operations),
  }),
  jsonMergePatch: (document: unknown, patch: unknown) => ({ result: applyMergePatch(document, patch) }),
};

test.each(cases)('$title', ({ when, then }) => {
  const call = CALLS[when.call] as (...args: unknown[]) => unknown;
  const before = JSON.stringify(when.args);
  let result: unknown;
  try {
    result = call(...when.args);
  } catch (error) {
    result = { error: (error as Error).message };
  }
  expect(result).toEqual(then);
  expect(JSON.stringify(when.args)).toBe(before);
});

const deployment = (spec: JsonMap): JsonMap => ({ spec });
const pod = (containers: readonly JsonMap[]): JsonMap => ({ spec: { containers } });
const DEPLOYMENT = SCHEMAS['Deployment']!;
const POD = SCHEMAS['Pod']!;

test.each<[string, string, JsonMap, JsonMap, JsonMap, JsonMap, JsonMap]>([
  [
    'a field that the manifest drops is deleted, one that only the server set stays',
    DEPLOYMENT,
    deployment({ replicas: 3, paused: true }),
    deployment({ replicas: 3 }),
    deployment({ replicas: 5, paused: true, minReadySeconds: 1 }),
    { spec: { paused: null, replicas: 3 } },
    deployment({ replicas: 3, minReadySeconds: 1 }),
  ],
  [
    'a container that the manifest drops is deleted, one that was added by others stays',
    POD,
    pod([{ name: 'a', image: 'a:1' }, { name: 'b' }]),
    pod([{ name: 'a', image: 'a:2' }]),
    pod([{ name: 'a', image: 'a:1', imagePullPolicy: 'Always' }, { name: 'b' }, { name: 'sidecar' }]),
    {
      spec: {
        '$setElementOrder/containers': [{ name: 'a' }],
        containers: [
          { name: 'a', image: 'a:2' },
          { name: 'b', $patch: 'delete' },
        ],
      },
    },
    pod([{ name: 'a', image: 'a:2', imagePullPolicy: 'Always' }, { name: 'sidecar' }]),
  ],
  [
    'a strategy that has more fields live than in the manifest keeps only those of the manifest',
    DEPLOYMENT,
    deployment({ strategy: { rollingUpdate: { maxSurge: '30%' } } }),
    deployment({ strategy: { rollingUpdate: { maxSurge: '30%' } } }),
    deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '30%', maxUnavailable: '25%' } } }),
    { spec: { strategy: { $retainKeys: ['rollingUpdate'] } } },
    deployment({ strategy: { rollingUpdate: { maxSurge: '30%', maxUnavailable: '25%' } } }),
  ],
  [
    'a finalizer that the manifest drops is taken out',
    POD,
    { metadata: { finalizers: ['x', 'y'] } },
    { metadata: { finalizers: ['y'] } },
    { metadata: { finalizers: ['x', 'y', 'z'] } },
    { metadata: { '$deleteFromPrimitiveList/finalizers': ['x'], '$setElementOrder/finalizers': ['y'] } },
    { metadata: { finalizers: ['y', 'z'] } },
  ],
])('%s', (_title, schema, original, modified, current, patch, result) => {
  const actual = createThreeWayPatch(original, modified, current, schema);
  expect(actual).toEqual(patch);
  expect(applyStrategicMergePatch(current, actual, schema)).toEqual(result);
});

test.each<[string, JsonMap, JsonMap, string]>([
  [
    'an item without its merge key',
    pod([{ name: 'a' }]),
    pod([{ image: 'x' }]),
    'map: map[image:x] does not contain declared merge key: name',
  ],
  ['an unknown directive', pod([]), { spec: { $patch: 'frob' } }, 'unknown patch type: frob in map: map[$patch:frob]'],
  [
    'a field that retainKeys does not name',
    { spec: { a: 1 } },
    { spec: { $retainKeys: ['a'], b: 1 } },
    'invalid patch format of retainKeys',
  ],
])('a patch with %s is refused', (_title, document, patch, message) => {
  expect(() => applyStrategicMergePatch(document, patch, POD)).toThrow(message);
});

test('what a patch does not touch is shared with the document', () => {
  const document = { metadata: { labels: { a: '1' } }, spec: { containers: [{ name: 'a' }] } };
  const result = applyStrategicMergePatch(document, { metadata: { labels: { b: '2' } } }, POD);
  expect(result['spec']).toBe(document.spec);
});
