import { mapShared } from '../../base/shared.ts';
import { isObject, type Structural, schemaOfField } from './schema.ts';

/** The value with the defaults of its schema and without nulls that may not be. Models apiserver/schema/defaulting. */
export function withSchemaDefaults(value: unknown, schema: Structural): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? mapShared(value as readonly unknown[], (item) => withSchemaDefaults(item, items)) : value;
  }
  if (!isObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  const set = (field: string, inner: unknown): void => {
    copy ??= { ...value };
    if (inner === undefined) delete copy[field];
    else copy[field] = inner;
  };
  for (const [field, { default: given, nullable }] of Object.entries(schema.properties ?? {})) {
    const present = value[field];
    if (present === undefined || (present === null && !nullable)) {
      if (given !== undefined || present === null) set(field, given);
    }
  }
  for (const [field, inner] of Object.entries(copy ?? value)) {
    const known = schemaOfField(schema, field);
    const complete = known ? withSchemaDefaults(inner, known) : inner;
    if (complete !== inner) set(field, complete);
  }
  return copy ?? value;
}
