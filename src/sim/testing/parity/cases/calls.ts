import type { FieldError } from '../../../../api/field-error.ts';
import {
  fieldErrorText,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../../../../api/field-errors.ts';
import { matchesFields, parseFieldSelector } from '../../../../api/field-selector.ts';
import { scaledValue } from '../../../../api/intstr.ts';
import type { PodSpec, Taint, Toleration } from '../../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../../../api/k8s/meta-v1.gen.ts';
import * as names from '../../../../api/names.ts';
import { schemaNameOf } from '../../../../api/openapi.ts';
import type { JsonMap } from '../../../../api/patch/json.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../../../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../../../api/patch/merge-patch.ts';
import { createThreeWayPatch, createTwoWayPatch } from '../../../../api/patch/strategic-diff.ts';
import { applyStrategicMergePatch } from '../../../../api/patch/strategic-merge.ts';
import { qosClass } from '../../../../api/pod.ts';
import { oomScoreAdjust } from '../../../../api/pod-qos.ts';
import { labelMatcher, parseLabelSelector } from '../../../../api/selectors.ts';
import { tolerates } from '../../../../api/taints.ts';
import { humanDuration, shortHumanDuration } from '../../../../base/duration.ts';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  quantityValue,
  subQuantities,
} from '../../../../base/quantity.ts';
import { allKinds } from '../../api-world.ts';
import { differencesOf } from '../compare.ts';
import type { CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';

type Labels = Record<string, string>;
type Call = (...args: never[]) => unknown;

/** What the cases call; each returns the case's `then`, or throws its `error`. */
const CALLS: Readonly<Record<string, Call>> = {
  'quantity.parse': (q: string) => ({
    milliValue: milliValue(q),
    string: canonicalQuantity(q),
    value: quantityValue(q),
  }),
  'quantity.add': (a: string, b: string) => ({ string: addQuantities(a, b) }),
  'quantity.sub': (a: string, b: string) => ({ string: subQuantities(a, b) }),
  'quantity.cmp': (a: string, b: string) => ({ cmp: compareQuantities(a, b) }),
  'duration.human': (seconds: number) => ({ text: humanDuration(seconds * 1000) }),
  'duration.short': (seconds: number) => ({ text: shortHumanDuration(seconds * 1000) }),
  'intstr.scaled': (value: string, total: number, up: boolean) => ({ value: scaledValue(value, total, up) }),
  'labels.parse': (text: string) => ({ string: parseLabelSelector(text).toString() }),
  'labels.match': (text: string, labels: Labels) => ({ matches: parseLabelSelector(text).matches(labels) }),
  'labelSelector.match': (selector: LabelSelector, labels: Labels) => {
    const matcher = labelMatcher(selector);
    return { matches: matcher.matches(labels), string: matcher.toString() };
  },
  'fields.match': (text: string, fields: Labels) => ({
    matches: matchesFields(parseFieldSelector(text), (path) => fields[path] ?? ''),
  }),
  'toleration.tolerates': (toleration: Toleration, taint: Taint) => ({ tolerates: tolerates(toleration, taint) }),
  'validation.dns1123Label': (text: string) => ({ errors: names.dns1123Label(text) }),
  'validation.dns1123Subdomain': (text: string) => ({ errors: names.dns1123Subdomain(text) }),
  'validation.dns1035Label': (text: string) => ({ errors: names.dns1035Label(text) }),
  'validation.labelValue': (text: string) => ({ errors: names.labelValue(text) }),
  'validation.qualifiedName': (text: string) => ({ errors: names.qualifiedName(text) }),
  'validation.portName': (text: string) => ({ errors: names.validPortName(text) }),
  'validation.portNum': (port: number) => ({ errors: names.validPortNum(port) }),
  'validation.percent': (text: string) => ({ errors: names.validPercent(text) }),
  'validation.configMapKey': (text: string) => ({ errors: names.configMapKey(text) }),
  fieldError: (kind: string, field: string, detail: string, value: never, max: number) => {
    const error = fieldErrorOf(kind, `spec.${field}`, detail, value, max);
    return { text: fieldErrorText(error), type: error.type };
  },
  'pod.qosClass': (pod: { spec: PodSpec }) => ({ qosClass: qosClass(pod.spec) }),
  'container.oomScoreAdj': ({ spec }: { spec: PodSpec }, memory: number) =>
    Object.fromEntries(spec.containers.map((c) => [c.name, oomScoreAdjust(spec, c, memory)])),
  strategicMerge: (kind: string, document: JsonMap, patch: JsonMap) => ({
    result: applyStrategicMergePatch(document, patch, schemaOf(kind)),
  }),
  strategicDiff: (kind: string, from: JsonMap, to: JsonMap) => ({ patch: createTwoWayPatch(from, to, schemaOf(kind)) }),
  threeWayApply: (kind: string, original: JsonMap, modified: JsonMap, current: JsonMap) => {
    const patch = createThreeWayPatch(original, modified, current, schemaOf(kind));
    return { patch, result: applyStrategicMergePatch(current, patch, schemaOf(kind)) };
  },
  jsonPatch: (document: unknown, operations: JsonPatchOperation[]) => ({
    result: applyJsonPatch(document, operations),
  }),
  jsonMergePatch: (document: unknown, patch: unknown) => ({ result: applyMergePatch(document, patch) }),
};

function fieldErrorOf(kind: string, field: string, detail: string, value: string | number, max: number): FieldError {
  if (kind === 'required') return required(field, detail);
  if (kind === 'forbidden') return forbiddenField(field, detail);
  if (kind === 'notSupported') return notSupported(field, value, ['Always', 'IfNotPresent', 'Never']);
  if (kind === 'tooLong') return tooLong(field, max);
  if (kind === 'tooMany') return tooMany(field, Number(value), max);
  return invalidValue(field, value, detail);
}

function schemaOf(kind: string): string {
  const schema = schemaNameOf(allKinds.find((each) => each.kind === kind)!);
  if (!schema) throw new Error(`no schema of ${kind}`);
  return schema;
}

function runCall({ call, args }: { readonly call?: string; readonly args?: readonly unknown[] }): unknown {
  const called = CALLS[call ?? ''] as ((...args: unknown[]) => unknown) | undefined;
  if (!called) throw new Error(`nobody knows the call ${call}`);
  try {
    return called(...(args ?? []));
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** Cases that call one function of the libraries: `when.call` with `when.args`. What is called must not change them. */
const reader: CaseReader = {
  areas: [
    ...['quantity', 'human-duration', 'intstr', 'selectors', 'name-validation', 'field-errors', 'kubelet-qos'],
    'patch',
  ],
  fits: ({ when }) => typeof when['call'] === 'string',
  run: (cases) =>
    cases.map(({ id, when, then }) =>
      runItem(id, (): Difference[] => {
        const before = JSON.stringify(when['args']);
        const differences = differencesOf(then, runCall(when));
        const after = JSON.stringify(when['args']);
        return before === after ? differences : [...differences, { path: 'args', expected: before, actual: after }];
      }),
    ),
};

export default reader;
