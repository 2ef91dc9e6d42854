/**
 * What became of a request: `error` is an answer that says the server failed, `refused` a connection that nobody
 * accepted, `reset` one that ended while the answer was awaited, `failed` a name that could not be found.
 */
export type TrafficOutcome = 'ok' | 'error' | 'refused' | 'reset' | 'timedOut' | 'failed';

/** Requests counted by outcome; `sent` counts those whose outcome is still open too. */
export type TrafficCounts = Readonly<Record<TrafficOutcome, number>> & { readonly sent: number };

/** Counts that are still counting. */
export type MutableCounts = { -readonly [K in keyof TrafficCounts]: TrafficCounts[K] };

/** All zero. */
export function newCounts(): MutableCounts {
  return { sent: 0, ok: 0, error: 0, refused: 0, reset: 0, timedOut: 0, failed: 0 };
}

/** How many requests were lost: not answered, or with an error. */
export function lostOf({ error, refused, reset, timedOut, failed }: TrafficCounts): number {
  return error + refused + reset + timedOut + failed;
}
