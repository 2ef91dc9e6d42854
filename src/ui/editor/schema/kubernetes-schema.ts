import type { Descriptions } from '../../../api/openapi.ts';

/** A JSON schema, or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

interface KindName {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

const PARTS = ['oneOf', 'anyOf', 'allOf'] as const;
/** What editors make no use of, or would complete wrongly: an empty object, a zero. */
const isIdleDefault = (value: unknown): boolean => value === 0 || (typeof value === 'object' && value !== null);

/** A schema of the OpenAPI document as draft 7 has it: references within one file, no field beyond the known ones. */
function strict(schema: JsonSchema): JsonSchema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith('x-kubernetes-') || (key === 'default' && isIdleDefault(value))) continue;
    // `format` names Go's types; editors would check dates by it while they are being typed.
    if (key !== 'format') out[key] = value;
  }
  if (typeof schema['$ref'] === 'string') out['$ref'] = `#/definitions/${schema['$ref']}`;
  for (const key of ['items', 'additionalProperties']) {
    if (typeof schema[key] === 'object') out[key] = strict(schema[key] as JsonSchema);
  }
  for (const key of PARTS) {
    if (Array.isArray(schema[key])) out[key] = (schema[key] as JsonSchema[]).map(strict);
  }
  const properties = schema['properties'] as Record<string, JsonSchema> | undefined;
  if (properties) {
    out['properties'] = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, strict(field)]));
    const isOpen = 'additionalProperties' in schema || schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (!isOpen) out['additionalProperties'] = false;
  }
  return out;
}

function describe(
  schema: JsonSchema,
  [about, fields]: readonly [string, Readonly<Record<string, string>>],
): JsonSchema {
  const properties = schema['properties'] as Record<string, JsonSchema> | undefined;
  return {
    ...schema,
    description: about,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          name in fields ? { ...field, description: fields[name] } : field,
        ]),
      ),
    }),
  };
}

const apiVersionOf = ({ group, version }: KindName): string => (group === '' ? version : `${group}/${version}`);

/** The kind that a schema is of; undefined for parts of kinds, for lists, and for what several groups share. */
function kindOf(schema: JsonSchema): KindName | undefined {
  const names = schema['x-kubernetes-group-version-kind'] as readonly KindName[] | undefined;
  const isList = (schema['properties'] as JsonSchema | undefined)?.['items'] !== undefined;
  return names?.length === 1 && !isList ? names[0] : undefined;
}

/** What a document of another group may be: a custom object, of which the editor knows no more than that. */
function customObject(groups: readonly string[]): JsonSchema {
  const known = groups.filter((group) => group.includes('.')).map((group) => group.replaceAll('.', '\\.'));
  return {
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', pattern: `^(?!(${known.join('|')})/)([^/]+\\.[^/]+|orrery)/[^/]+$` },
      kind: { type: 'string' },
    },
  };
}

/**
 * One schema for every document of the editor: which kind it is follows from its apiVersion and kind.
 * @param schemas the schemas of v1.32's OpenAPI by name
 * @param descriptions what `kubectl explain` says of them
 */
export function kubernetesSchema(
  schemas: Readonly<Record<string, JsonSchema>>,
  descriptions: Descriptions,
): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  const kinds: JsonSchema[] = [];
  const groups = new Set<string>();
  for (const [name, schema] of Object.entries(schemas)) {
    const known = descriptions[name];
    const definition = known ? describe(strict(schema), known) : strict(schema);
    const kind = kindOf(schema);
    if (kind === undefined) {
      definitions[name] = definition;
      continue;
    }
    groups.add(kind.group);
    definitions[name] = {
      ...definition,
      required: ['apiVersion', 'kind'],
      properties: {
        ...(definition['properties'] as JsonSchema),
        apiVersion: { enum: [apiVersionOf(kind)] },
        kind: { enum: [kind.kind] },
      },
    };
    kinds.push({ $ref: `#/definitions/${name}` });
  }
  return { definitions, oneOf: [...kinds, customObject([...groups]), { type: 'null' }] };
}
