import { type KubeObject, objectKey } from '../../../../api/object.ts';

/**
 * Objects as the scheduler has them, some of them changed in its mind: what it is about to write. An assumption ends
 * when the object changes. Models pkg/scheduler/util/assumecache.
 */
export interface AssumeCache<T extends KubeObject> {
  /** What is assumed of an object, or the object as it is stored. */
  get(key: string): T | undefined;
  /** The object as it is stored, as far as the scheduler has heard. */
  stored(key: string): T | undefined;
  /** An object as it is assumed to be; itself when nothing is. */
  latest(object: T): T;
  assume(object: T): void;
  /** Ends an assumption. */
  restore(key: string): void;
}

/** Makes one over the scheduler's own cache of a kind. */
export function createAssumeCache<T extends KubeObject>(stored: (key: string) => T | undefined): AssumeCache<T> {
  const assumed = new Map<string, T>();
  const latest = (object: T): T => {
    const key = objectKey(object);
    const known = assumed.get(key);
    if (known === undefined) return object;
    if (known.metadata.resourceVersion === object.metadata.resourceVersion) return known;
    assumed.delete(key);
    return object;
  };
  return {
    get(key) {
      const object = stored(key);
      return object && latest(object);
    },
    stored,
    latest,
    assume: (object) => void assumed.set(objectKey(object), object),
    restore: (key) => void assumed.delete(key),
  };
}
