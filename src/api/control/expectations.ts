/** After this time a controller no longer waits for events that it expects. */
const TIMEOUT_MS = 5 * 60_000;

/**
 * What a controller has asked for and not yet seen in its cache, by the controller object's key. While expectations are
 * open it does not create or delete again. Models UIDTrackingControllerExpectations of pkg/controller.
 */
export interface Expectations {
  /** Each of the three takes the place of what was expected before. */
  expectCreations(key: string, count: number): void;
  expectDeletions(key: string, podKeys: readonly string[]): void;
  /** For a controller that creates and deletes in one go. Models SetExpectations. */
  expectBoth(key: string, creations: number, podKeys: readonly string[]): void;
  creationObserved(key: string): void;
  deletionObserved(key: string, podKey: string): void;
  /** Whether all has been seen, or too much time has passed. */
  satisfied(key: string): boolean;
  forget(key: string): void;
}

interface Open {
  creations: number;
  readonly deletions: Set<string>;
  readonly sinceMs: number;
}

/** Makes an empty set of expectations. @param nowMs the clock, in milliseconds */
export function createExpectations(nowMs: () => number): Expectations {
  const open = new Map<string, Open>();

  const settle = (key: string, expected: Open): void => {
    if (expected.creations <= 0 && expected.deletions.size === 0) open.delete(key);
  };

  const expectBoth: Expectations['expectBoth'] = (key, creations, podKeys) =>
    void open.set(key, { creations, deletions: new Set(podKeys), sinceMs: nowMs() });

  return {
    expectCreations: (key, count) => expectBoth(key, count, []),
    expectDeletions: (key, podKeys) => expectBoth(key, 0, podKeys),
    expectBoth,
    creationObserved(key) {
      const expected = open.get(key);
      if (!expected) return;
      expected.creations -= 1;
      settle(key, expected);
    },
    deletionObserved(key, podKey) {
      const expected = open.get(key);
      if (!expected?.deletions.delete(podKey)) return;
      settle(key, expected);
    },
    satisfied(key) {
      const expected = open.get(key);
      return !expected || nowMs() - expected.sinceMs > TIMEOUT_MS;
    },
    forget: (key) => void open.delete(key),
  };
}
