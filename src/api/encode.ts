import { alwaysWritten } from './decode/go-facts.ts';
import { type Schema, schemaOf } from './openapi.ts';

type JsonMap = Readonly<Record<string, unknown>>;

/**
 * An object as the API server writes it out: with what Go's encoder writes although it is empty, such as
 * `creationTimestamp: null` in a Pod template, `lastProbeTime: null` in conditions, and required fields. The same object
 * encodes to the same result; parts to which nothing is added are shared.
 */
export function encode(schemaName: string, object: unknown): unknown {
  return encoderOf(schemaName)(object);
}

type Encoder = (value: unknown) => unknown;

/** Compiled once from the immutable schemas. */
const encoders = new Map<string, Encoder>();

function encoderOf(name: string): Encoder {
  let encoder = encoders.get(name);
  if (!encoder) {
    const schema = schemaOf(name);
    encoder = schema?.properties ? structEncoder(name, schema) : same;
    encoders.set(name, encoder);
  }
  return encoder;
}

const same: Encoder = (value) => value;

interface Plan {
  readonly fields: readonly (readonly [string, Encoder])[];
  /** What is written for a field that is not there. */
  readonly missing: readonly (readonly [string, unknown])[];
  /** Required lists and maps: null if they are empty. */
  readonly lists: readonly string[];
}

/** Schemas with fewer fields than this are encoded anew rather than remembered. */
const WORTH_REMEMBERING = 8;

function structEncoder(name: string, schema: Schema): Encoder {
  const memo =
    Object.keys(schema.properties ?? {}).length >= WORTH_REMEMBERING ? new WeakMap<object, JsonMap>() : undefined;
  // Made when first used: schemas may refer to each other in circles.
  let plan: Plan | undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const known = memo?.get(value);
    if (known) return known;
    plan ??= planOf(name, schema);
    const encoded = encodeFields(plan, value as JsonMap);
    memo?.set(value, encoded);
    return encoded;
  };
}

function planOf(name: string, schema: Schema): Plan {
  const properties = Object.entries(schema.properties ?? {});
  const fields = properties.flatMap(([key, property]) => {
    const encoder = encoderFor(property);
    return encoder === same ? [] : [[key, encoder] as const];
  });
  const missing: (readonly [string, unknown])[] = [...alwaysWritten(name)];
  const lists: string[] = [];
  for (const [key, property] of properties) {
    const required = schema.required?.includes(key) ?? false;
    const isStruct = property.$ref !== undefined && property.default !== undefined;
    if (missing.some(([other]) => other === key)) continue;
    if (isStruct) missing.push([key, encoderOf(property.$ref!)({})]);
    else if (required) missing.push([key, property.default ?? null]);
    if (required && (property.type === 'array' || property.type === 'object')) lists.push(key);
  }
  return { fields, missing, lists };
}

function encoderFor(schema: Schema | undefined): Encoder {
  if (schema?.$ref !== undefined)
    return schemaOf(schema.$ref)?.properties ? (value) => encoderOf(schema.$ref!)(value) : same;
  const content = schema?.items ?? schema?.additionalProperties;
  const inner = content ? encoderFor(content) : same;
  if (inner === same) return same;
  if (schema?.type === 'array') return (value) => mapList(value as readonly unknown[], inner);
  return (value) => mapValues(value as JsonMap, inner);
}

function encodeFields(plan: Plan, value: JsonMap): JsonMap {
  let copy: Record<string, unknown> | undefined;
  for (const [key, encoder] of plan.fields) {
    const raw = value[key];
    if (raw === undefined || raw === null) continue;
    const encoded = encoder(raw);
    if (encoded === raw) continue;
    copy ??= { ...value };
    copy[key] = encoded;
  }
  for (const [key, empty] of plan.missing) {
    if (value[key] !== undefined) continue;
    copy ??= { ...value };
    copy[key] = empty;
  }
  for (const key of plan.lists) {
    if (!isEmpty(value[key])) continue;
    copy ??= { ...value };
    copy[key] = null;
  }
  return copy ?? value;
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const _key in value) return false;
  return true;
}

function mapList(list: readonly unknown[], encoder: Encoder): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const encoded = encoder(list[i]);
    if (encoded === list[i]) continue;
    copy ??= [...list];
    copy[i] = encoded;
  }
  return copy ?? list;
}

function mapValues(map: JsonMap, encoder: Encoder): JsonMap {
  let copy: Record<string, unknown> | undefined;
  for (const key in map) {
    const encoded = encoder(map[key]);
    if (encoded === map[key]) continue;
    copy ??= { ...map };
    copy[key] = encoded;
  }
  return copy ?? map;
}
