import { isObject, pathOf, type Structural, schemaOfField } from './schema.ts';

const EMBEDDED = ['apiVersion', 'kind', 'metadata'];

/**
 * The value without the fields that its schema does not know; the paths of these go to `unknown`. Models
 * apiserver/schema/pruning.
 */
export function prune(value: unknown, schema: Structural, path: string, unknown: string[]): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((item, i) => prune(item, items, pathOf(path, i), unknown)) : value;
  }
  if (!isObject(value)) return value;
  const keepsAll = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const result: Record<string, unknown> = {};
  for (const [field, inner] of Object.entries(value)) {
    const at = pathOf(path, field);
    const known = schemaOfField(schema, field);
    if (embedded && EMBEDDED.includes(field)) result[field] = inner;
    else if (known) result[field] = prune(inner, known, at, unknown);
    else if (keepsAll) result[field] = inner;
    else unknown.push(at);
  }
  return result;
}
