/** What a leader knows of another member's log. Models raft/tracker. */
export interface Progress {
  /** The last entry that is known to be on the member's disk. */
  match: number;
  /** The next entry to send. */
  next: number;
  /** Whether entries are sent ahead of the answers; until the first agreement they are not. */
  replicates: boolean;
  /** Whether it has been heard since the leader last counted. */
  active: boolean;
}

/** What a new leader believes of each of the others. */
export function newProgress(lastIndex: number): Progress {
  return { match: 0, next: lastIndex + 1, replicates: false, active: true };
}

/** The member lacks the entry before those that it was sent. Returns whether to try again from further back. */
export function stepBack(progress: Progress, hint: number): boolean {
  if (hint + 1 >= progress.next && progress.match > 0) return false;
  progress.replicates = false;
  progress.next = Math.max(progress.match + 1, Math.min(progress.next - 1, hint + 1));
  return true;
}

/** The member has everything up to an entry. Returns whether sending ahead begins (again) with that. */
export function agree(progress: Progress, index: number): boolean {
  progress.match = Math.max(progress.match, index);
  if (progress.replicates && progress.next > progress.match) return false;
  progress.replicates = true;
  progress.next = progress.match + 1;
  return true;
}

/** Counts who has been heard since the last count; the silent are no longer sent entries ahead of their answers. */
export function countActive(all: Iterable<Progress>): number {
  let active = 0;
  for (const progress of all) {
    if (progress.active) active++;
    else progress.replicates = false;
    progress.active = false;
  }
  return active;
}

/** The largest value that a majority has reached. */
export function quorumValue(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => b - a);
  return sorted[Math.floor(sorted.length / 2)]!;
}
