import type { Descriptions, Schema } from '../../../api/openapi.ts';

/** How the schemas of a document are written out. */
export interface SchemaWriting {
  /** What references begin with: `#/definitions/`. */
  readonly root: string;
  readonly descriptions: Descriptions | undefined;
  /** Called for every schema that is referred to. */
  found(name: string): void;
}

/** A named schema with its bare references written out and with what is known of it in words. */
export function writtenSchema(name: string, schema: Schema, writing: SchemaWriting): unknown {
  const [about, fields] = writing.descriptions?.[name] ?? ['', {}];
  const written = withReferences(schema, writing, fields) as object;
  return about === '' ? written : { description: about, ...written };
}

/** A reference with a default or words of its own has to be wrapped. */
function withReferences(schema: Schema, writing: SchemaWriting, words: Readonly<Record<string, string>> = {}): unknown {
  const { $ref, ...rest } = schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'properties') {
      const properties = Object.entries(value as Record<string, Schema>);
      result[key] = Object.fromEntries(
        properties.map(([name, each]) => [name, described(withReferences(each, writing), words[name])]),
      );
    } else if (key === 'items' || key === 'additionalProperties') {
      result[key] = typeof value === 'object' ? withReferences(value as Schema, writing) : value;
    } else result[key] = value;
  }
  if ($ref === undefined) return result;
  writing.found($ref);
  const reference = { $ref: writing.root + $ref };
  return Object.keys(result).length === 0 ? reference : { allOf: [reference], ...result };
}

function described(schema: unknown, words: string | undefined): unknown {
  if (words === undefined) return schema;
  const { $ref, ...rest } = schema as { readonly $ref?: string };
  return $ref === undefined ? { description: words, ...rest } : { allOf: [{ $ref }], description: words };
}
