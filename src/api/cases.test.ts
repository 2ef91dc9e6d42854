import { describe, expect, test } from 'vitest';
import { humanDuration, shortHumanDuration } from '../base/duration.ts';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  quantityValue,
  subQuantities,
} from '../base/quantity.ts';
import fieldErrorCases from '../sim/testing/testdata/cases/field-errors.json' with { type: 'json' };
import durationCases from '../sim/testing/testdata/cases/human-duration.json' with { type: 'json' };
import intstrCases from '../sim/testing/testdata/cases/intstr.json' with { type: 'json' };
import qosCases from '../sim/testing/testdata/cases/kubelet-qos.json' with { type: 'json' };
import nameCases from '../sim/testing/testdata/cases/name-validation.json' with { type: 'json' };
import quantityCases from '../sim/testing/testdata/cases/quantity.json' with { type: 'json' };
import selectorCases from '../sim/testing/testdata/cases/selectors.json' with { type: 'json' };
import type { FieldError } from './field-error.ts';
import {
  fieldErrorText,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  tooLong,
  tooMany,
} from './field-errors.ts';
import { matchesFields, parseFieldSelector } from './field-selector.ts';
import { scaledValue } from './intstr.ts';
import type { PodSpec, Taint, Toleration } from './k8s/core-v1.gen.ts';
import type { LabelSelector } from './k8s/meta-v1.gen.ts';
import * as names from './names.ts';
import { qosClass } from './pod.ts';
import { oomScoreAdjust } from './pod-qos.ts';
import { labelMatcher, parseLabelSelector } from './selectors.ts';
import { tolerates } from './taints.ts';

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
};

function fieldErrorOf(kind: string, field: string, detail: string, value: string | number, max: number): FieldError {
  if (kind === 'required') return required(field, detail);
  if (kind === 'forbidden') return forbiddenField(field, detail);
  if (kind === 'notSupported') return notSupported(field, value, ['Always', 'IfNotPresent', 'Never']);
  if (kind === 'tooLong') return tooLong(field, max);
  if (kind === 'tooMany') return tooMany(field, Number(value), max);
  return invalidValue(field, value, detail);
}

interface Case {
  readonly title: string;
  readonly when: { readonly call: string; readonly args: readonly unknown[] };
  readonly then: unknown;
}

describe.each([
  ['quantities', quantityCases],
  ['durations', durationCases],
  ['int-or-strings', intstrCases],
  ['selectors', selectorCases],
  ['names', nameCases],
  ['field errors', fieldErrorCases],
  ['quality of service', qosCases],
] as [string, Case[]][])('%s behave as recorded', (_area, cases) => {
  test.each(cases)('$title', ({ when, then }) => {
    const call = CALLS[when.call] as (...args: unknown[]) => unknown;
    let result: unknown;
    try {
      result = call(...when.args);
    } catch (error) {
      result = { error: (error as Error).message };
    }
    expect(result).toEqual(then);
  });
});
