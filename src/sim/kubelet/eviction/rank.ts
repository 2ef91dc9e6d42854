/** What a node runs short of. */
export type EvictionSignal = 'memory' | 'disk' | 'pid';

/** A Pod as the eviction manager weighs it. */
export interface EvictionCandidate {
  readonly name: string;
  readonly priority: number;
  /** In bytes; 0 without a request. Processes cannot be requested. */
  readonly request: number;
  /** In bytes, or processes; undefined for a Pod without statistics. */
  readonly usage: number | undefined;
}

type Order = (a: EvictionCandidate, b: EvictionCandidate) => number;

/**
 * The order in which Pods are evicted from a node that runs short of something: those above their request first, then
 * those of lower priority, then those furthest above it; for processes only priority and their number count. A Pod
 * without statistics goes first. Models pkg/kubelet/eviction/helpers.go.
 */
export function rankForEviction<T extends EvictionCandidate>(signal: EvictionSignal, pods: readonly T[]): T[] {
  const orders: readonly Order[] = signal === 'pid' ? [byPriority, byExcess] : [byExceeding, byPriority, byExcess];
  return pods.toSorted((a, b) => {
    for (const order of orders) {
      const found = order(a, b);
      if (found !== 0) return found;
    }
    return 0;
  });
}

const first = (a: boolean, b: boolean): number => Number(b) - Number(a);

const byExceeding: Order = (a, b) => {
  if (a.usage === undefined || b.usage === undefined) return first(a.usage === undefined, b.usage === undefined);
  return first(a.usage > a.request, b.usage > b.request);
};

const byPriority: Order = (a, b) => a.priority - b.priority;

const byExcess: Order = (a, b) => {
  if (a.usage === undefined || b.usage === undefined) return first(a.usage === undefined, b.usage === undefined);
  return b.usage - b.request - (a.usage - a.request);
};
