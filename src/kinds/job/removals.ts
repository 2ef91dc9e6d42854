/**
 * Pods whose finalizer a Job's sync has taken off, until the cache shows it: they must not be counted again.
 * Models uidTrackingExpectations of pkg/controller/job.
 */
export interface Removals {
  expect(key: string, uids: readonly string[]): void;
  observed(key: string, uid: string): void;
  of(key: string): ReadonlySet<string>;
  forget(key: string): void;
}

/** Makes an empty set of them. */
export function createRemovals(): Removals {
  const sets = new Map<string, Set<string>>();
  return {
    expect(key, uids) {
      const set = sets.get(key) ?? new Set();
      for (const uid of uids) set.add(uid);
      sets.set(key, set);
    },
    observed: (key, uid) => void sets.get(key)?.delete(uid),
    of: (key) => new Set(sets.get(key)),
    forget: (key) => void sets.delete(key),
  };
}
