/**
 * The object with the given values in the fields that are missing or null; the same object if none is.
 * Unlike a spread, given values stand behind the object's own fields.
 */
export function fill<T extends object>(object: T, values: { readonly [K in keyof T]?: T[K] }): T {
  let result: Record<string, unknown> | undefined;
  for (const [field, value] of Object.entries(values)) {
    const present = (object as Record<string, unknown>)[field];
    if (present !== undefined && present !== null) continue;
    result ??= { ...object } as Record<string, unknown>;
    result[field] = value;
  }
  return (result as T | undefined) ?? object;
}

/** As `fill`, where '' and 0 count as missing too. */
export function fillZero<T extends object>(object: T, values: { readonly [K in keyof T]?: T[K] }): T {
  let result: Record<string, unknown> | undefined;
  for (const [field, value] of Object.entries(values)) {
    const present = (object as Record<string, unknown>)[field];
    if (present !== undefined && present !== null && present !== '' && present !== 0) continue;
    result ??= { ...object } as Record<string, unknown>;
    result[field] = value;
  }
  return (result as T | undefined) ?? object;
}

/** The object with one field passed through `change`, if it is there; the same object if the field stayed the same. */
export function changeField<T extends object, K extends keyof T & string>(
  object: T,
  field: K,
  change: (value: NonNullable<T[K]>) => T[K],
): T {
  const value = object[field];
  if (value === undefined || value === null) return object;
  const changed = change(value as NonNullable<T[K]>);
  return changed === value ? object : { ...object, [field]: changed };
}
