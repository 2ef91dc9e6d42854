/** What the metrics once asked for, before anything limited it. */
export interface Recommendation {
  readonly replicas: number;
  /** Unix milliseconds, as all times here. */
  readonly atMs: number;
}

/** By how many replicas a target grew, or shrank. */
export interface ScaleEvent {
  readonly change: number;
  readonly atMs: number;
}

/** What the controller remembers of an autoscaler; lost with the controller. */
export interface History {
  readonly recommendations: readonly Recommendation[];
  readonly scaleUps: readonly ScaleEvent[];
  readonly scaleDowns: readonly ScaleEvent[];
}

/** The size at the first sight is the first recommendation, so that nothing shrinks at once. */
export function initialHistory(replicas: number, nowMs: number): History {
  return { recommendations: [{ replicas, atMs: nowMs }], scaleUps: [], scaleDowns: [] };
}

/** The list with one entry more; it takes the place of the last one from before `cutoffMs`, if there is one. */
export function remember<T extends { readonly atMs: number }>(
  list: readonly T[],
  entry: T,
  cutoffMs: number,
): readonly T[] {
  const old = list.findLastIndex(({ atMs }) => atMs < cutoffMs);
  return old < 0 ? [...list, entry] : list.with(old, entry);
}

/** The sum of the changes of the last seconds. Models getReplicasChangePerPeriod. */
export function changesSince(events: readonly ScaleEvent[], seconds: number, nowMs: number): number {
  const cutoffMs = nowMs - seconds * 1000;
  return events.reduce((sum, { change, atMs }) => (atMs > cutoffMs ? sum + change : sum), 0);
}
