import { createTokenBucket, type TokenBucket } from '../../client/token-bucket.ts';

/** Nodes of one zone that wait for their NoExecute taint, at a limited rate. Models RateLimitedTimedQueue. */
export interface TaintQueue {
  /** Adds a node, unless it has been added before and not been removed since. */
  add(name: string): void;
  remove(name: string): void;
  /** Changes the rate, in nodes a second; 0 stops it. A slower rate does not hand out what the old one had saved. */
  setRate(rate: number, nowMs: number): void;
  /** The next node whose turn it is now. */
  next(nowMs: number): string | undefined;
  readonly waiting: boolean;
}

/** Makes an empty queue. */
export function createTaintQueue(initialRate: number): TaintQueue {
  const known = new Set<string>();
  const order = new Set<string>();
  let rate = initialRate;
  let bucket: TokenBucket | undefined = createTokenBucket(rate, 1);

  return {
    add(name) {
      if (known.has(name)) return;
      known.add(name);
      order.add(name);
    },
    remove(name) {
      known.delete(name);
      order.delete(name);
    },
    setRate(next, nowMs) {
      if (next === rate) return;
      const replacement = next > 0 ? createTokenBucket(next, 1) : undefined;
      if (!bucket?.tryTake(nowMs)) replacement?.tryTake(nowMs);
      rate = next;
      bucket = replacement;
    },
    next(nowMs) {
      const name = order.values().next().value;
      if (name === undefined || !bucket?.tryTake(nowMs)) return undefined;
      order.delete(name);
      return name;
    },
    get waiting() {
      return order.size > 0;
    },
  };
}
