import { alwaysWritten } from '../decode/go-facts.ts';
import { encode } from '../encode.ts';
import { type Schema, schemaOf } from '../openapi.ts';

/** How the values of a type are compared, merged and owned: compiled from the OpenAPI schema. Models schema.Schema of structured-merge-diff. */
export type TypePlan = KnownPlan | DeducedPlan;

/** The plan of a value whose form is known. */
export type KnownPlan = ScalarPlan | AtomicPlan | StructPlan | MapPlan | ListPlan;

/**
 * What a schema says nothing of but that it is kept: a map is owned key by key, a list as a whole. Models the deduced type
 * of kube-openapi's schemaconv.
 */
export interface DeducedPlan {
  readonly type: 'deduced';
}

/** A value without parts. */
export interface ScalarPlan {
  readonly type: 'scalar';
  readonly scalar: 'string' | 'numeric' | 'boolean' | 'untyped';
}

/** A map or list whose parts have one owner together. */
export interface AtomicPlan {
  readonly type: 'atomic';
  readonly shape: 'map' | 'list' | 'any';
  /** The content, which is checked though nobody owns a part of it. */
  readonly content: TypePlan | undefined;
}

/** A map with fields that are known. */
export interface StructPlan {
  readonly type: 'struct';
  readonly fields: ReadonlyMap<string, FieldPlan>;
  readonly list: readonly FieldPlan[];
  /** What Go writes for an object in which nothing is set; the beginning of a new object. */
  readonly zero: Readonly<Record<string, unknown>>;
  /** Whether the sets of whole values are worth remembering: for large structs that objects share. */
  readonly memo: boolean;
}

export interface FieldPlan {
  readonly name: string;
  readonly element: string;
  readonly plan: TypePlan;
  /** What Go writes when the field is not set; undefined if nothing. */
  readonly missing: unknown;
  /** Whether Go writes null for an empty list or map. */
  readonly nullIfEmpty: boolean;
}

/** A map with any keys. */
export interface MapPlan {
  readonly type: 'map';
  readonly value: TypePlan;
  /** Keys with plans of their own: fields of an object that keeps unknown ones too. */
  readonly known?: ReadonlyMap<string, TypePlan>;
}

/** A list whose items have owners of their own: by keys, or, without keys, by their value. */
export interface ListPlan {
  readonly type: 'list';
  readonly keys: readonly string[];
  /** What a key is when an item does not say it. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly item: TypePlan;
  /**
   * Whoever owns one item owns them all: for lists of addresses, which differ for every object and have one writer, so
   * that objects can share their sets.
   */
  readonly together: boolean;
}

/** Compiled once from the immutable schemas. */
const plans = new Map<string, TypePlan>();

const DEDUCED: DeducedPlan = { type: 'deduced' };
const DEDUCED_MAP: MapPlan = { type: 'map', value: DEDUCED };
const ANY_LIST: AtomicPlan = { type: 'atomic', shape: 'list', content: undefined };
const UNTYPED: ScalarPlan = { type: 'scalar', scalar: 'untyped' };
const ANYTHING: AtomicPlan = { type: 'atomic', shape: 'any', content: undefined };
const SCALARS = ['Quantity', 'IntOrString', 'Time', 'MicroTime'];
const WORTH_REMEMBERING = 8;

/** The plan by which a value is seen. Models deduceAtom. */
export function planOfValue(plan: TypePlan, value: unknown): KnownPlan {
  if (plan.type !== 'deduced') return plan;
  if (typeof value !== 'object') return value === undefined ? DEDUCED_MAP : UNTYPED;
  return Array.isArray(value) ? ANY_LIST : DEDUCED_MAP;
}

/** The plan of what stands at a key of a map. */
export function planOfKey({ known, value }: MapPlan, key: string): TypePlan {
  return known?.get(key) ?? value;
}

/** The plan of a type by its full name. */
export function planOf(name: string): TypePlan {
  let plan = plans.get(name);
  if (!plan) {
    const schema = schemaOf(name);
    if (SCALARS.includes(name.slice(name.lastIndexOf('.') + 1))) plan = UNTYPED;
    else if (!schema?.properties) plan = schema?.additionalProperties ? planFor(schema) : ANYTHING;
    else plan = structPlan(name, schema);
    plans.set(name, plan);
  }
  return plan;
}

function structPlan(name: string, schema: Schema): TypePlan {
  const properties = schema.properties ?? {};
  let fields: ReadonlyMap<string, FieldPlan> | undefined;
  let list: readonly FieldPlan[] | undefined;
  let zero: Readonly<Record<string, unknown>> | undefined;
  // Made when first used: schemas may refer to each other in circles.
  const struct: StructPlan = {
    type: 'struct',
    get fields() {
      fields ??= fieldPlans(name, schema);
      return fields;
    },
    get list() {
      list ??= [...struct.fields.values()];
      return list;
    },
    get zero() {
      zero ??= zeroOf(name);
      return zero;
    },
    memo: name.endsWith('Spec') && Object.keys(properties).length >= WORTH_REMEMBERING,
  };
  return mapTyped(schema, struct);
}

/** Values that stand for structs in which nothing is set. */
const zeros = new WeakSet<object>();

function zeroOf(name: string): Readonly<Record<string, unknown>> {
  const zero = encode(name, {}) as Readonly<Record<string, unknown>>;
  const mark = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || zeros.has(value)) return;
    zeros.add(value);
    for (const part of Object.values(value)) mark(part);
  };
  mark(zero);
  return zero;
}

/** Whether a value is the zero value of its struct, or a part of one. */
export function isZero(value: object): boolean {
  return zeros.has(value);
}

/** Nobody owns these: they are what the ownership is kept in. */
const UNOWNED = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

function fieldPlans(name: string, schema: Schema): ReadonlyMap<string, FieldPlan> {
  const written = new Map(alwaysWritten(name));
  const zero = zeroOf(name);
  const properties = Object.entries(schema.properties ?? {});
  const owned = name === UNOWNED ? properties.filter(([field]) => field !== 'managedFields') : properties;
  return new Map(
    owned.map(([field, property]) => {
      const missing = written.has(field) ? written.get(field) : zero[field];
      const nullIfEmpty = (schema.required?.includes(field) ?? false) && property.$ref === undefined;
      return [field, { name: field, element: `f:${field}`, plan: planFor(property), missing, nullIfEmpty }];
    }),
  );
}

function planFor(schema: Schema): TypePlan {
  if (schema.$ref !== undefined) {
    const named = planOf(schema.$ref);
    if (schema['x-kubernetes-map-type'] === 'atomic' && named.type !== 'atomic') {
      return { type: 'atomic', shape: 'map', content: named };
    }
    return named;
  }
  switch (schema.type) {
    case 'array':
      return listPlan(schema);
    case 'object':
      if (schema.properties) return inlinePlan(schema);
      return schema.additionalProperties ? mapPlan(schema) : ANYTHING;
    case 'string':
      return { type: 'scalar', scalar: 'string' };
    case 'boolean':
      return { type: 'scalar', scalar: 'boolean' };
    case 'integer':
    case 'number':
      return { type: 'scalar', scalar: 'numeric' };
    default:
      return UNTYPED;
  }
}

/** The plan of an inline schema of a built-in type: nothing is written that is not set. */
function inlinePlan(schema: Schema): TypePlan {
  const fields = new Map(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, ownField(name, planFor(property))]),
  );
  return mapTyped(schema, { type: 'struct', fields, list: [...fields.values()], zero: {}, memo: false });
}

const ownField = (name: string, plan: TypePlan): FieldPlan => {
  return { name, element: `f:${name}`, plan, missing: undefined, nullIfEmpty: false };
};

function mapTyped(schema: Schema, plan: StructPlan | MapPlan): TypePlan {
  return schema['x-kubernetes-map-type'] === 'atomic' ? { type: 'atomic', shape: 'map', content: plan } : plan;
}

/** Compiled once from the immutable schemas of definitions. */
const customPlans = new WeakMap<Schema, TypePlan>();

/** The plan of a custom object's schema. */
export function planOfSchema(schema: Schema): TypePlan {
  const plan = customPlans.get(schema) ?? customPlan(schema, false);
  customPlans.set(schema, plan);
  return plan;
}

/** Models parseSchema of kube-openapi's schemaconv. @param around whether a schema around this one keeps unknown fields */
function customPlan(schema: Schema, around: boolean): TypePlan {
  const keeps = around || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema.$ref !== undefined) return planFor(schema);
  switch (schema.type) {
    case undefined:
      return schema['x-kubernetes-int-or-string'] ? UNTYPED : DEDUCED;
    case 'array':
      return listPlan(schema, (items) => customPlan(items, keeps));
    case 'object':
      return mapTyped(schema, customObject(schema, keeps));
    default:
      return planFor(schema);
  }
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

function customObject(schema: Schema, keeps: boolean): StructPlan | MapPlan {
  const { properties = {}, additionalProperties } = schema;
  const known = new Map(Object.entries(properties).map(([name, each]) => [name, customPlan(each, keeps)]));
  if (schema['x-kubernetes-embedded-resource']) {
    known.set('apiVersion', { type: 'scalar', scalar: 'string' });
    known.set('kind', { type: 'scalar', scalar: 'string' });
    known.set('metadata', planOf(META));
  }
  const given: unknown = additionalProperties;
  if (typeof given === 'object') return { type: 'map', value: customPlan(given as Schema, keeps), known };
  // An object of which nothing is said may have any fields.
  const isFree = given === undefined ? keeps || known.size === 0 : given === true;
  if (isFree) return { type: 'map', value: DEDUCED, known };
  const fields = new Map([...known].map(([name, plan]) => [name, ownField(name, plan)]));
  return { type: 'struct', fields, list: [...fields.values()], zero: {}, memo: false };
}

function mapPlan(schema: Schema): TypePlan {
  return mapTyped(schema, { type: 'map', value: planFor(schema.additionalProperties ?? {}) });
}

function listPlan(schema: Schema, itemPlan: (items: Schema) => TypePlan = planFor): TypePlan {
  const items = schema.items ?? {};
  const type = schema['x-kubernetes-list-type'] ?? 'atomic';
  if (type === 'atomic') return { type: 'atomic', shape: 'list', content: itemPlan(items) };
  const keys = type === 'set' ? [] : (schema['x-kubernetes-list-map-keys'] ?? []);
  const properties = (items.$ref === undefined ? items : schemaOf(items.$ref))?.properties ?? {};
  const known = keys.filter((key) => properties[key]?.default !== undefined);
  const defaults = Object.fromEntries(known.map((key) => [key, properties[key]!.default]));
  return { type: 'list', keys, defaults, item: itemPlan(items), together: keys.length === 1 && keys[0] === 'ip' };
}
