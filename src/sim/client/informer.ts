import type { EventHandler, Informer } from '../../api/controller.ts';
import { type KubeObject, objectKey } from '../../api/object.ts';
import { Future } from '../engine/future.ts';

/** The write side of an informer, for the reflector that feeds it. */
export interface Cache<T extends KubeObject> extends Informer<T> {
  readonly synced: Future<void>;
  /** Stores an object that a watch has delivered, and tells the handlers. */
  put(object: T): void;
  /** Removes an object; handlers get its last state. */
  remove(object: T): void;
  /** Takes over a whole list: adds, updates and removes what differs. */
  replace(objects: readonly T[]): void;
}

interface Index<T> {
  readonly values: (object: T) => readonly string[];
  readonly keys: Map<string, Set<string>>;
}

const NAMESPACE = 'namespace';

/** An informer's store, with its indexes and handlers. It holds references to the API server's own objects. */
export function createCache<T extends KubeObject>(): Cache<T> {
  const objects = new Map<string, T>();
  const indexes = new Map<string, Index<T>>();
  const handlers: EventHandler<T>[] = [];
  const synced = new Future<void>();

  const put = (object: T): void => {
    const key = objectKey(object);
    const previous = objects.get(key);
    if (previous !== undefined && previous.metadata.resourceVersion === object.metadata.resourceVersion) return;
    objects.set(key, object);
    for (const index of indexes.values()) reindex(index, key, previous, object);
    if (previous === undefined) for (const handler of handlers) handler.onAdd?.(object);
    else for (const handler of handlers) handler.onUpdate?.(object, previous);
  };
  const remove = (object: T): void => {
    const key = objectKey(object);
    const previous = objects.get(key);
    if (previous === undefined) return;
    objects.delete(key);
    for (const index of indexes.values()) reindex(index, key, previous, undefined);
    for (const handler of handlers) handler.onDelete?.(object, previous);
  };
  const addIndex = (name: string, values: (object: T) => readonly string[]): void => {
    if (indexes.has(name)) return;
    const index: Index<T> = { values, keys: new Map() };
    indexes.set(name, index);
    for (const [key, object] of objects) reindex(index, key, undefined, object);
  };
  const byIndex = (name: string, value: string): T[] => {
    const index = indexes.get(name);
    if (!index) throw new TypeError(`no index ${name}`);
    const keys = index.keys.get(value);
    return keys ? Array.from(keys, (key) => objects.get(key)!) : [];
  };

  return {
    synced,
    put,
    remove,
    addIndex,
    byIndex,
    replace(list) {
      const kept = new Set(list.map(objectKey));
      for (const [key, object] of [...objects]) if (!kept.has(key)) remove(object);
      for (const object of list) put(object);
      synced.resolve();
    },
    get: (key) => objects.get(key),
    list(namespace) {
      if (namespace === undefined || namespace === '') return objects.values();
      addIndex(NAMESPACE, (object) => [object.metadata.namespace ?? '']);
      return byIndex(NAMESPACE, namespace);
    },
    get size() {
      return objects.size;
    },
    addHandler(handler) {
      handlers.push(handler);
      for (const object of objects.values()) handler.onAdd?.(object);
    },
  };
}

function reindex<T>(index: Index<T>, key: string, previous: T | undefined, next: T | undefined): void {
  const before = previous === undefined ? [] : index.values(previous);
  const after = next === undefined ? [] : index.values(next);
  if (before === after || (before.length === 1 && after.length === 1 && before[0] === after[0])) return;
  for (const value of before) {
    if (after.includes(value)) continue;
    const keys = index.keys.get(value);
    keys?.delete(key);
    if (keys?.size === 0) index.keys.delete(value);
  }
  for (const value of after) {
    const keys = index.keys.get(value);
    if (keys) keys.add(key);
    else index.keys.set(value, new Set([key]));
  }
}
