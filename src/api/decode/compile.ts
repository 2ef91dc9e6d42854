import { goTypeName, type Schema, schemaOf, shortName } from '../openapi.ts';
import { type DecodeContext, type Decoder, jsonKind, newContext, pathText, typeError } from './context.ts';
import { dropsZero, namedGoType } from './go-facts.ts';
import {
  booleanDecoder,
  decodeAny,
  decodeBytes,
  decodeIntOrString,
  decodeMicroTime,
  decodeQuantity,
  decodeTime,
  integerDecoder,
  numberDecoder,
  stringDecoder,
} from './scalars.ts';

/** A compiled schema: how to decode a value, and what stands for null where null cannot stand. */
export interface Compiled {
  readonly decode: Decoder;
  readonly zero: () => unknown;
  readonly goType: string;
}

interface FieldPlan extends Compiled {
  /** Whether a value is as good as none, and left out. */
  readonly isEmpty: (value: unknown) => boolean;
}

interface StructPlan {
  readonly shortName: string;
  readonly goType: string;
  readonly fields: ReadonlyMap<string, FieldPlan>;
  /** Fields that are structs and no pointers: they are there even if nothing is in them. */
  readonly always: readonly (readonly [string, Compiled])[];
}

type JsonMap = Readonly<Record<string, unknown>>;

/** Compiled once from the immutable schemas. */
const structs = new Map<string, Compiled>();

const SPECIAL: Readonly<Record<string, Compiled>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': special(decodeQuantity, '0', 'resource.Quantity'),
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': special(decodeIntOrString, 0, 'intstr.IntOrString'),
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': special(decodeTime, null, 'v1.Time'),
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': special(decodeMicroTime, null, 'v1.MicroTime'),
};

function special(decode: Decoder, zero: unknown, goType: string): Compiled {
  return { decode, zero: () => zero, goType };
}

/** The decoder of a named schema. */
export function compiled(name: string): Compiled {
  let found = structs.get(name) ?? SPECIAL[name];
  if (!found) {
    found = compileNamed(name);
    structs.set(name, found);
  }
  return found;
}

function compileNamed(name: string): Compiled {
  const schema = schemaOf(name);
  if (!schema?.properties) return { decode: decodeAny, zero: () => ({}), goType: goTypeName(name) };
  let plan: StructPlan | undefined;
  const planOf = (): StructPlan => {
    plan ??= planStruct(name, schema);
    return plan;
  };
  let zero: unknown;
  return {
    decode: (value, context) => decodeStruct(planOf(), value, context),
    zero: () => {
      zero ??= decodeStruct(planOf(), {}, newContext());
      return zero;
    },
    goType: goTypeName(name),
  };
}

function planStruct(name: string, schema: Schema): StructPlan {
  const fields = new Map<string, FieldPlan>();
  const always: [string, Compiled][] = [];
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    const plan = planField(name, field, property, schema.required?.includes(field) ?? false);
    fields.set(field, plan);
    if (property.$ref !== undefined && property.default !== undefined) always.push([field, plan]);
  }
  return { shortName: shortName(name), goType: goTypeName(name), fields, always };
}

function planField(name: string, field: string, property: Schema, required: boolean): FieldPlan {
  const compiledField = compileSchema(property, namedGoType(name, field));
  let isEmpty = (_value: unknown): boolean => false;
  if (!required) {
    if (property.type === 'array') isEmpty = (value) => (value as readonly unknown[]).length === 0;
    else if (property.type === 'object') isEmpty = isEmptyMap;
    else if (property.type !== undefined && dropsZero(name, field)) {
      isEmpty = (value) => value === '' || value === 0 || value === false;
    }
  }
  return { ...compiledField, isEmpty };
}

function isEmptyMap(value: unknown): boolean {
  for (const _key in value as object) return false;
  return true;
}

function compileSchema(schema: Schema, goType?: string): Compiled {
  if (schema.$ref !== undefined) return compiled(schema.$ref);
  switch (schema.type) {
    case 'array':
      return compileList(compileSchema(schema.items ?? {}), goType);
    case 'object':
      return schema.additionalProperties ? compileMap(compileSchema(schema.additionalProperties), goType) : anything();
    case 'string': {
      if (schema.format === 'byte') return { decode: decodeBytes, zero: () => '', goType: '[]uint8' };
      const type = goType ?? 'string';
      return { decode: stringDecoder(type), zero: () => '', goType: type };
    }
    case 'boolean':
      return { decode: booleanDecoder('bool'), zero: () => false, goType: 'bool' };
    case 'integer': {
      const type = schema.format ?? 'int64';
      return { decode: integerDecoder(type), zero: () => 0, goType: type };
    }
    case 'number':
      return { decode: numberDecoder('float64'), zero: () => 0, goType: 'float64' };
    default:
      return anything();
  }
}

function anything(): Compiled {
  return { decode: decodeAny, zero: () => null, goType: 'interface {}' };
}

function compileList(item: Compiled, namedType: string | undefined): Compiled {
  const goType = namedType ?? `[]${item.goType}`;
  const decode: Decoder = (value, context) => {
    if (!Array.isArray(value)) return typeError(context, jsonKind(value), goType, 'slice');
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const raw = value[i] as unknown;
      context.path.push(i);
      const decoded = raw === null ? item.zero() : item.decode(raw, context);
      context.path.pop();
      if (copy) copy.push(decoded);
      else if (decoded !== raw) copy = [...value.slice(0, i), decoded];
    }
    return copy ?? value;
  };
  return { decode, zero: () => [], goType };
}

function compileMap(entry: Compiled, namedType: string | undefined): Compiled {
  const goType = namedType ?? `map[string]${entry.goType}`;
  const decode: Decoder = (value, context) => {
    if (typeof value !== 'object' || Array.isArray(value)) return typeError(context, jsonKind(value), goType, 'map');
    const map = value as JsonMap;
    let copy: Record<string, unknown> | undefined;
    for (const key in map) {
      const raw = map[key];
      context.path.push(key);
      const decoded = raw === null ? entry.zero() : entry.decode(raw, context);
      context.path.pop();
      if (decoded === raw) continue;
      copy ??= { ...map };
      copy[key] = decoded;
    }
    return copy ?? map;
  };
  return { decode, zero: () => ({}), goType };
}

/** Subtrees with fewer values than this are decoded anew rather than remembered. */
const WORTH_REMEMBERING = 16;

/** What objects decode to. Only subtrees without any error are here; what was decoded decodes to itself. */
const memo = new WeakMap<object, { readonly plan: StructPlan; readonly result: object }>();

function decodeStruct(plan: StructPlan, value: unknown, context: DecodeContext): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return typeError(context, jsonKind(value), plan.goType, 'struct');
  }
  const known = memo.get(value);
  if (known?.plan === plan) return known.result;
  const problemsBefore = context.strict.length + (context.typeError === undefined ? 0 : 1);
  const visitedBefore = context.visited;
  const outerStruct = context.struct;
  context.struct = plan.shortName;
  const result = decodeFields(plan, value as JsonMap, context);
  context.struct = outerStruct;
  const problems = context.strict.length + (context.typeError === undefined ? 0 : 1);
  if (problems === problemsBefore && context.visited - visitedBefore >= WORTH_REMEMBERING) {
    memo.set(value, { plan, result });
    if (result !== value) memo.set(result, { plan, result });
  }
  return result;
}

function decodeFields(plan: StructPlan, value: JsonMap, context: DecodeContext): JsonMap {
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const raw = value[key];
    if (raw === undefined) continue;
    const decoded = decodeField(plan, key, raw, context);
    if (copy === undefined && decoded !== raw) copy = beginning(value, key);
    if (copy !== undefined && decoded !== undefined) copy[key] = decoded;
  }
  let result: JsonMap = copy ?? value;
  for (const [key, field] of plan.always) {
    if (result[key] !== undefined) continue;
    copy ??= { ...value };
    copy[key] = field.zero();
    result = copy;
  }
  return result;
}

/** What a field is kept as; undefined if it is left out. */
function decodeField(plan: StructPlan, key: string, raw: unknown, context: DecodeContext): unknown {
  context.visited++;
  const field = plan.fields.get(key);
  if (!field) {
    context.path.push(key);
    context.strict.push(`unknown field "${pathText(context.path)}"`);
    context.path.pop();
    return undefined;
  }
  if (raw === null) return undefined;
  context.path.push(key);
  context.goPath.push(key);
  const decoded = field.decode(raw, context);
  context.goPath.pop();
  context.path.pop();
  return decoded !== undefined && field.isEmpty(decoded) ? undefined : decoded;
}

/** A copy of the fields before one: building anew keeps objects fast, where deleting would not. */
function beginning(value: JsonMap, end: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === end) break;
    if (value[key] !== undefined) copy[key] = value[key];
  }
  return copy;
}
