/** Pods that are to be deleted at a time. Models TimedWorkerQueue of pkg/controller/tainteviction. */
export interface Evictions {
  /** Plans a deletion after a delay that counts from `sinceMs`; one that is planned already stays. */
  plan(key: string, sinceMs: number, atMs: number): void;
  /** Takes a plan back; whether there was one that had not been carried out. */
  cancel(key: string): boolean;
  /** Since when the plan for a Pod counts, if there is one. */
  plannedSinceMs(key: string): number | undefined;
}

/**
 * Makes an empty set of plans.
 * @param after runs an action after a delay and returns its cancellation
 * @param evict what happens when the time has come
 */
export function createEvictions(
  nowMs: () => number,
  after: (delayMs: number, action: () => void) => () => void,
  evict: (key: string) => void,
): Evictions {
  const plans = new Map<string, { sinceMs: number; cancel: () => void }>();
  return {
    plan(key, sinceMs, atMs) {
      if (plans.has(key)) return;
      const due = (): void => {
        plans.delete(key);
        evict(key);
      };
      plans.set(key, { sinceMs, cancel: after(Math.max(0, atMs - nowMs()), due) });
    },
    cancel(key) {
      const plan = plans.get(key);
      if (!plan) return false;
      plan.cancel();
      return plans.delete(key);
    },
    plannedSinceMs: (key) => plans.get(key)?.sinceMs,
  };
}
