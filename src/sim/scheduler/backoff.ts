/** How long a Pod waits after so many failed attempts. */
export function backoffMs(attempts: number, initialMs: number, maxMs: number): number {
  if (attempts === 0) return 0;
  return Math.min(initialMs * 2 ** (attempts - 1), maxMs);
}
