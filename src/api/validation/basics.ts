import { utf8Length } from '../../base/utf8.ts';
import type { FieldError } from '../field-error.ts';
import {
  type BadValue,
  duplicateValue,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  tooLong,
} from '../field-errors.ts';
import type { LabelSelector } from '../k8s/meta-v1.gen.ts';
import { dns1123Label, dns1123Subdomain, inRange, labelValue, qualifiedName } from '../names.ts';

/** Where checks put what they find, in upstream's order. */
export type Found = FieldError[];

export const IS_NEGATIVE = 'must be greater than or equal to 0';
export const NOT_POSITIVE = 'must be greater than zero';
export const IMMUTABLE = 'field is immutable';

const MAX_INT32 = 2147483647;
const MAX_ANNOTATION_BYTES = 256 * 1024;

/** Reports a bad value once for each message. */
export function reject(messages: readonly string[], value: BadValue, path: string, found: Found): void {
  for (const message of messages) found.push(invalidValue(path, value, message));
}

/** The number must not be negative. */
export function checkNonNegative(value: number | undefined, path: string, found: Found): void {
  if (value !== undefined && value < 0) found.push(invalidValue(path, value, IS_NEGATIVE));
}

export function checkDnsLabel(value: string, path: string, found: Found): void {
  reject(dns1123Label(value), value, path, found);
}

export function checkDnsSubdomain(value: string, path: string, found: Found): void {
  reject(dns1123Subdomain(value), value, path, found);
}

export function checkQualifiedName(value: string, path: string, found: Found): void {
  reject(qualifiedName(value), value, path, found);
}

/** A user or group number. */
export function checkId(value: number | undefined, path: string, found: Found): void {
  if (value !== undefined) reject(inRange(value, 0, MAX_INT32), value, path, found);
}

/** The value must be given and be one of `allowed`, which the error lists in this order. */
export function checkOneOf(
  value: string | undefined,
  allowed: readonly string[],
  path: string,
  found: Found,
  missing = '',
): void {
  if (!value) found.push(required(path, missing));
  else if (!allowed.includes(value)) found.push(notSupported(path, value, allowed));
}

/** If it is given, the value must be one of `allowed`. */
export function checkOptionOf(value: string | undefined, allowed: readonly string[], path: string, found: Found): void {
  if (value !== undefined && !allowed.includes(value)) found.push(notSupported(path, value, allowed));
}

/** The text must not be empty. Says whether it is good. */
export function checkPresent(value: string | undefined, path: string, found: Found, detail = ''): boolean {
  if (value) return true;
  found.push(required(path, detail));
  return false;
}

/** Adds to a set of names; a second one of the same name is an error. */
export function checkUnique(value: string, seen: Set<string>, path: string, found: Found): void {
  if (seen.has(value)) found.push(duplicateValue(path, value));
  else seen.add(value);
}

type Labels = Readonly<Record<string, string>> | undefined;

/** Keys and values of labels. Models ValidateLabels. */
export function checkLabels(labels: Labels, path: string, found: Found): void {
  for (const key of Object.keys(labels ?? {}).sort()) {
    checkQualifiedName(key, path, found);
    reject(labelValue(labels![key]!), labels![key]!, path, found);
  }
}

/** Keys of annotations and the size of all. Models ValidateAnnotations. */
export function checkAnnotations(annotations: Labels, path: string, found: Found): void {
  if (!annotations) return;
  let bytes = 0;
  for (const key of Object.keys(annotations).sort()) {
    reject(qualifiedName(key.toLowerCase()), key, path, found);
    bytes += utf8Length(key) + utf8Length(annotations[key]!);
  }
  if (bytes > MAX_ANNOTATION_BYTES) found.push(tooLong(path, MAX_ANNOTATION_BYTES));
}

/** Models ValidateLabelSelector of apimachinery. */
export function checkLabelSelector(selector: LabelSelector | undefined, path: string, found: Found): void {
  if (!selector) return;
  checkLabels(selector.matchLabels, `${path}.matchLabels`, found);
  for (const [i, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const at = `${path}.matchExpressions[${i}]`;
    checkSelectorOperator(operator, values, at, found);
    checkQualifiedName(key ?? '', `${at}.key`, found);
    for (const [j, value] of values.entries()) reject(labelValue(value), value, `${at}.values[${j}]`, found);
  }
}

function checkSelectorOperator(operator: string, values: readonly string[], path: string, found: Found): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length > 0) return;
    found.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length === 0) return;
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    found.push(forbiddenField(`${path}.values`, detail));
  } else found.push(invalidValue(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
}
