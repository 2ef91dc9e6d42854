/**
 * Finds which of the snapshots the expected states are: in order, the last one last, with the fewest differences.
 * Cases leave out states that say nothing. `cost(i, j)` tells how many differences state i and snapshot j have.
 */
export function align(states: number, snapshots: number, cost: (state: number, snapshot: number) => number): number[] {
  if (states > snapshots) return Array.from({ length: states }, (_, i) => Math.min(i, snapshots - 1));
  const memo = new Map<string, { readonly total: number; readonly chosen: readonly number[] }>();
  const best = (state: number, from: number): { readonly total: number; readonly chosen: readonly number[] } => {
    if (state === states) return { total: 0, chosen: [] };
    const key = `${state} ${from}`;
    const known = memo.get(key);
    if (known) return known;
    let found = { total: Number.POSITIVE_INFINITY, chosen: [] as readonly number[] };
    const last = snapshots - (states - state);
    const first = state === states - 1 ? last : from;
    for (let snapshot = first; snapshot <= last; snapshot++) {
      const rest = best(state + 1, snapshot + 1);
      const total = cost(state, snapshot) + rest.total;
      if (total < found.total) found = { total, chosen: [snapshot, ...rest.chosen] };
    }
    memo.set(key, found);
    return found;
  };
  return [...best(0, 0).chosen];
}
