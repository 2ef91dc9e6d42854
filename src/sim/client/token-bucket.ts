/** A token bucket: spends one token a use, in advance if there is none. Models golang.org/x/time/rate as client-go uses it. */
export interface TokenBucket {
  /** Takes a token and returns how long to wait before using it, in milliseconds. */
  reserveMs(nowMs: number): number;
  /** Takes a token if there is one now. */
  tryTake(nowMs: number): boolean;
}

/**
 * Makes a full bucket.
 * @param qps tokens that come back a second
 * @param burst how many it holds
 */
export function createTokenBucket(qps: number, burst: number): TokenBucket {
  let tokens = burst;
  let lastMs = -1;

  const refill = (nowMs: number): void => {
    if (lastMs >= 0) tokens = Math.min(burst, tokens + ((nowMs - lastMs) * qps) / 1000);
    lastMs = nowMs;
  };

  return {
    reserveMs(nowMs) {
      refill(nowMs);
      tokens -= 1;
      return tokens >= 0 ? 0 : (-tokens * 1000) / qps;
    },
    tryTake(nowMs) {
      refill(nowMs);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
