/** A back-off: what one container (or image of a Pod) has used up of the kubelet's patience. */
export interface BackoffEntry {
  readonly delayMs: number;
  /** When the last attempt was allowed. */
  readonly updatedMs: number;
}

/** Waits of 10 s that double to 5 min. Models client-go/util/flowcontrol.Backoff as the kubelet uses it. */
export const BACKOFF_INITIAL_MS = 10_000;
export const BACKOFF_MAX_MS = 300_000;

/** An entry counts no more when the event came later than twice the longest wait after the last attempt. */
function hasExpired(entry: BackoffEntry, eventMs: number): boolean {
  return eventMs - entry.updatedMs > 2 * BACKOFF_MAX_MS;
}

/** How long an attempt must still wait after an event (an exit, a failed pull) at `eventMs`; 0 when it may begin. */
export function backoffLeftMs(entry: BackoffEntry | undefined, eventMs: number, nowMs: number): number {
  if (!entry || hasExpired(entry, eventMs)) return 0;
  return Math.max(0, eventMs + entry.delayMs - nowMs);
}

/** The entry after an attempt that is allowed now. */
export function nextBackoff(entry: BackoffEntry | undefined, eventMs: number, nowMs: number): BackoffEntry {
  const isFirst = !entry || hasExpired(entry, eventMs);
  return { delayMs: isFirst ? BACKOFF_INITIAL_MS : Math.min(entry.delayMs * 2, BACKOFF_MAX_MS), updatedMs: nowMs };
}
