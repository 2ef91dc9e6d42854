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
