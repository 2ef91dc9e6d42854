import { JSON_SCHEMA, load } from 'js-yaml';

/** Reads a YAML body as JSON would be read. Throws an Error with the parser's reason. */
export function parseYaml(text: string): { readonly value: unknown; readonly duplicateFields: readonly string[] } {
  return { value: load(text, { json: true, schema: JSON_SCHEMA }) ?? null, duplicateFields: [] };
}
