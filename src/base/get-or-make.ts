/** What a Map or WeakMap has under a key; made and put there when it has nothing. */
export function getOrMake<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: (key: Key) => Value,
): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  map.set(key, made);
  return made;
}

/** An empty map, for maps of maps. */
export const newMap = <Value>(): Map<string, Value> => new Map();
