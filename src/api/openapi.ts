import schemas from './openapi/v1.32.gen.json' with { type: 'json' };

/** A schema of the OpenAPI v3 document, as far as it is used. References are bare names. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly 'x-kubernetes-patch-merge-key'?: string;
  /** `merge`, `replace`, `retainKeys`, or two of them with a comma. */
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What is said of types and their fields, by the full names of schemas. */
export type Descriptions = Readonly<Record<string, readonly [about: string, fields: Readonly<Record<string, string>>]>>;

const all = schemas as unknown as Readonly<Record<string, Schema>>;

/** A schema by its full name, such as `io.k8s.api.core.v1.Pod`. */
export function schemaOf(name: string): Schema | undefined {
  return all[name];
}

/** The names of all schemas, sorted. */
export function schemaNames(): readonly string[] {
  return Object.keys(all);
}

/** The schema itself, where it is a reference the one that it points to. */
export function resolved(schema: Schema | undefined): Schema | undefined {
  return schema?.$ref === undefined ? schema : all[schema.$ref];
}

/** The schema of one field of an object, or of the values of a map. The field's own extensions are on it. */
export function fieldSchema(schema: Schema | undefined, field: string): Schema | undefined {
  const object = resolved(schema);
  return object?.properties?.[field] ?? object?.additionalProperties;
}

/** The schema of a list's items. */
export function itemSchema(schema: Schema | undefined): Schema | undefined {
  return resolved(schema)?.items;
}

/** The schema at a path of field names; lists are stepped into. */
export function schemaAt(schema: Schema | undefined, path: readonly string[]): Schema | undefined {
  let at = schema;
  for (const field of path) at = fieldSchema(itemSchema(at) ?? at, field);
  return at;
}

/** How a strategic merge patch treats a field. */
export interface PatchRule {
  readonly strategy: 'merge' | 'replace' | '';
  /** The field that tells the items of a merged list apart. */
  readonly mergeKey: string;
  readonly retainKeys: boolean;
}

const NO_RULE: PatchRule = { strategy: '', mergeKey: '', retainKeys: false };

/** The patch rule that a field's schema carries. */
export function patchRule(field: Schema | undefined): PatchRule {
  const strategies = field?.['x-kubernetes-patch-strategy']?.split(',') ?? [];
  const mergeKey = field?.['x-kubernetes-patch-merge-key'] ?? '';
  if (strategies.length === 0 && mergeKey === '') return NO_RULE;
  const strategy = strategies.includes('merge') ? 'merge' : strategies.includes('replace') ? 'replace' : '';
  return { strategy, mergeKey, retainKeys: strategies.includes('retainKeys') };
}

/** The last part of a schema's name: `PodSpec`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** What Go calls the type of a schema: `v1.PodSpec`. */
export function goTypeName(name: string): string {
  return name.split('.').slice(-2).join('.');
}

/** The full name of the schema of a kind. */
export function schemaNameOf({ group, version, kind }: GroupVersionKind): string | undefined {
  return byKind.get(`${group}/${version}/${kind}`);
}

const byKind: ReadonlyMap<string, string> = new Map(
  Object.entries(all).flatMap(([name, schema]) => {
    const kinds = schema['x-kubernetes-group-version-kind'];
    return kinds?.length === 1 ? [[`${kinds[0]!.group}/${kinds[0]!.version}/${kinds[0]!.kind}`, name] as const] : [];
  }),
);
