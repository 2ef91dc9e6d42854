/** Fills in what is missing (undefined) in an object. Returns the same object if nothing is. */
export function withDefaults<T extends object>(object: T, defaults: Partial<T>): T {
  let copy: T | undefined;
  for (const key in defaults) {
    if (object[key] !== undefined || defaults[key] === undefined) continue;
    copy ??= Object.assign({}, object);
    copy[key] = defaults[key] as T[typeof key];
  }
  return copy ?? object;
}

/** Maps a list. Returns the same list if the function returned every item as it was. */
export function mapShared<T>(list: readonly T[], fn: (item: T, index: number) => T): readonly T[] {
  let copy: T[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as T;
    const mapped = fn(item, i);
    if (copy) copy.push(mapped);
    else if (mapped !== item) {
      copy = list.slice(0, i);
      copy.push(mapped);
    }
  }
  return copy ?? list;
}

/** Sets some fields; one given as undefined is taken out. Returns the same object if all are what they were. */
export function replace<T extends object>(object: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T {
  let copy: T | undefined;
  for (const key in changes) {
    if (object[key] === changes[key]) continue;
    copy ??= Object.assign({}, object);
    if (changes[key] === undefined) delete copy[key];
    else copy[key] = changes[key] as T[typeof key];
  }
  return copy ?? object;
}

/** The object without one field; the same object if it has none. */
export function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  if (!(key in object)) return object;
  const { [key]: _removed, ...rest } = object;
  return rest;
}

/**
 * The object with more fields, as `{ ...object, ...fields }`. Engines give each object that a spread and a new field
 * make a layout of its own, which costs more than the object; objects made here share theirs.
 */
export function extended<T extends object, F extends object>(object: T, fields: F): Omit<T, keyof F> & F {
  return Object.assign({}, object, fields);
}
