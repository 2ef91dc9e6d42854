import { deepEqual } from '../../base/equal.ts';
import type { FieldError } from '../field-error.ts';
import { type BadValue, invalidValue, notSupported, required, tooLong, tooMany } from '../field-errors.ts';
import { goSyntax } from '../go-syntax.ts';
import { isObject, type JsonObject, pathOf, type Structural, schemaOfField } from './schema.ts';

type Found = FieldError[];

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const INT32 = 2 ** 31;

/** What is wrong with a value by its schema. Models the validator of kube-openapi and its errors of apiextensions. */
export function schemaErrors(value: unknown, schema: Structural, path: string): readonly FieldError[] {
  const found: Found = [];
  check(value, schema, path, found);
  return found;
}

function check(value: unknown, schema: Structural, path: string, found: Found): void {
  if (value === null && schema.nullable) return;
  if (!checkType(value, schema, path, found)) return;
  checkEnum(value, schema, path, found);
  if (typeof value === 'string') checkString(value, schema, path, found);
  else if (typeof value === 'number') checkNumber(value, schema, path, found);
  else if (Array.isArray(value)) checkList(value, schema, path, found);
  else if (isObject(value)) checkObject(value, schema, path, found);
  checkComposed(value, schema, path, found);
}

/** The name of a value's type as messages have it. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function checkType(value: unknown, schema: Structural, path: string, found: Found): boolean {
  const actual = typeOf(value);
  const { type, format } = schema;
  if (schema['x-kubernetes-int-or-string']) {
    if (actual === 'integer' || actual === 'string') return true;
    mustBe('integer,string', actual, path, found);
    return false;
  }
  if (!type) return true;
  if (type !== actual && !(type === 'number' && actual === 'integer')) {
    mustBe(type, actual, path, found);
    return false;
  }
  if (format === 'date-time' && typeof value === 'string' && !DATE_TIME.test(value)) {
    mustBe('date-time', value, path, found);
  } else if (format === 'int32' && typeof value === 'number' && (value < -INT32 || value >= INT32)) {
    mustBe('int32', String(value), path, found);
  }
  return true;
}

function mustBe(type: string, actual: string, path: string, found: Found): void {
  const error = invalidValue(path, actual, `${path} in body must be of type ${type}: "${actual}"`);
  found.push({ ...error, type: 'FieldValueTypeInvalid' });
}

function checkEnum(value: unknown, { enum: allowed }: Structural, path: string, found: Found): void {
  if (!allowed || allowed.some((each) => deepEqual(each, value))) return;
  const values = allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  found.push(notSupported(path, shown(value), values));
}

function shown(value: unknown): BadValue {
  return typeof value === 'object' && value !== null ? goSyntax(goValue(value)) : (value as BadValue);
}

/** A value of JSON as Go's %#v writes it. */
function goValue(value: unknown): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goValue).join(', ')}}`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${goValue(value[key])}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}

function refuse(value: unknown, detail: string, path: string, found: Found): void {
  found.push(invalidValue(path, shown(value), `${path} in body ${detail}`));
}

function checkString(value: string, schema: Structural, path: string, found: Found): void {
  const { maxLength, minLength, pattern } = schema;
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) found.push(tooLong(path, maxLength));
  if (minLength !== undefined && length < minLength) {
    refuse(value, `should be at least ${minLength} chars long`, path, found);
  }
  if (pattern && !matches(pattern, value)) refuse(value, `should match '${pattern}'`, path, found);
}

/** A pattern that cannot be read here is taken as met. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function checkNumber(value: number, schema: Structural, path: string, found: Found): void {
  const { maximum, minimum, exclusiveMaximum, exclusiveMinimum, multipleOf } = schema;
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    refuse(value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`, path, found);
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    refuse(value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`, path, found);
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
    refuse(value, `should be a multiple of ${multipleOf}`, path, found);
  }
}

function checkList(value: readonly unknown[], schema: Structural, path: string, found: Found): void {
  const { maxItems, minItems, uniqueItems, items } = schema;
  if (items) for (const [i, item] of value.entries()) check(item, items, pathOf(path, i), found);
  if (minItems !== undefined && value.length < minItems) {
    refuse(value.length, `should have at least ${minItems} items`, path, found);
  }
  if (maxItems !== undefined && value.length > maxItems) found.push(tooMany(path, value.length, maxItems));
  if (uniqueItems && value.some((item, i) => value.findIndex((other) => deepEqual(item, other)) < i)) {
    refuse(value, "shouldn't contain duplicates", path, found);
  }
  checkListSet(value, schema, path, found);
}

/** Lists that are sets or maps have no two items of one key. Models apiserver/schema/listtype. */
function checkListSet(value: readonly unknown[], schema: Structural, path: string, found: Found): void {
  const kind = schema['x-kubernetes-list-type'];
  if (kind !== 'set' && kind !== 'map') return;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  for (const [i, item] of value.entries()) {
    const given = (item ?? {}) as JsonObject;
    const identity = kind === 'set' ? item : Object.fromEntries(keys.map((key) => [key, given[key]]));
    const text = goValue(identity);
    const message = `Duplicate value: ${typeof identity === 'string' ? JSON.stringify(identity) : text}`;
    if (seen.has(text)) found.push({ type: 'FieldValueDuplicate', field: pathOf(path, i), message });
    seen.add(text);
  }
}

function checkObject(value: JsonObject, schema: Structural, path: string, found: Found): void {
  const { maxProperties, minProperties, required: names = [] } = schema;
  const count = Object.keys(value).length;
  if (maxProperties !== undefined && count > maxProperties) found.push(tooMany(path, count, maxProperties));
  if (minProperties !== undefined && count < minProperties) {
    refuse(count, `should have at least ${minProperties} properties`, path, found);
  }
  for (const field of Object.keys(value).sort()) {
    const known = schemaOfField(schema, field);
    if (known) check(value[field], known, pathOf(path, field), found);
  }
  for (const name of names) if (value[name] === undefined) found.push(required(pathOf(path, name)));
}

function checkComposed(
  value: unknown,
  { allOf = [], anyOf, oneOf, not }: Structural,
  path: string,
  found: Found,
): void {
  const fits = (schema: unknown): boolean => schemaErrors(value, schema as Structural, path).length === 0;
  const composed = (detail: string): unknown => found.push(invalidValue('<nil>', '', `"${path}" ${detail}`));
  for (const each of allOf) check(value, each as Structural, path, found);
  if (anyOf && !anyOf.some(fits)) composed('must validate at least one schema (anyOf)');
  if (oneOf) {
    const count = oneOf.filter(fits).length;
    const many = count === 0 ? 'Found none valid' : `Found ${count} valid alternatives`;
    if (count !== 1) composed(`must validate one and only one schema (oneOf). ${many}`);
  }
  if (not && fits(not)) composed('must not validate the schema (not)');
}
