import type { Entry } from './message.ts';

/**
 * The log of one member: entries after the last compaction, and how far they are on the disk. What is not there yet when
 * the process ends is lost.
 */
export class RaftLog {
  /** Index and term of the entry before the first that is kept. */
  private baseIndex = 0;
  private baseTerm = 0;
  private entries: Entry[] = [];
  private stableIndex = 0;

  get lastIndex(): number {
    return this.baseIndex + this.entries.length;
  }

  get lastTerm(): number {
    return this.entries.at(-1)?.term ?? this.baseTerm;
  }

  /** Index of the oldest entry that is kept. */
  get firstIndex(): number {
    return this.baseIndex + 1;
  }

  /** Index of the newest entry that is on the disk. */
  get stable(): number {
    return this.stableIndex;
  }

  /** The term of an entry; undefined when it is not (any more) in the log. */
  termAt(index: number): number | undefined {
    return index === this.baseIndex ? this.baseTerm : this.entries[index - this.baseIndex - 1]?.term;
  }

  /** The entries from an index on, at most `limit`. */
  from(index: number, limit: number): readonly Entry[] {
    const start = index - this.baseIndex - 1;
    return this.entries.slice(start, start + limit);
  }

  at(index: number): Entry {
    return this.entries[index - this.baseIndex - 1]!;
  }

  /** Puts entries behind those before them, in place of whatever conflicts with them. Returns the index of the last. */
  append(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (this.termAt(entry.index) === entry.term) continue;
      if (entry.index <= this.lastIndex) this.truncate(entry.index - 1);
      this.entries.push(entry);
    }
  }

  /** The disk has everything up to an entry, if that has not been replaced meanwhile. */
  stabilize(index: number, term: number): void {
    if (this.termAt(index) === term) this.stableIndex = Math.max(this.stableIndex, index);
  }

  /** What a restart finds: the entries that reached the disk. */
  loseUnstable(): void {
    this.truncate(this.stableIndex);
  }

  /** Forgets the entries up to an index. */
  compact(index: number): void {
    const term = this.termAt(index);
    if (term === undefined || index <= this.baseIndex) return;
    this.entries = this.entries.slice(index - this.baseIndex);
    this.baseIndex = index;
    this.baseTerm = term;
  }

  /** Begins anew after a snapshot. */
  reset(index: number, term: number): void {
    this.entries = [];
    this.baseIndex = index;
    this.baseTerm = term;
    this.stableIndex = index;
  }

  private truncate(last: number): void {
    this.entries.length = Math.max(0, last - this.baseIndex);
    this.stableIndex = Math.min(this.stableIndex, this.lastIndex);
  }
}
