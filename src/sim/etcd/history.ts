import type { Version } from './version.ts';

const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;

/** All versions in the order in which they were written, oldest first, in chunks so that the front can be dropped. */
export class History {
  private chunks: Version[][] = [];
  /** Position of the first version of the first chunk; positions never change. */
  private base = 0;
  /** Position of the oldest version that is kept. */
  private first = 0;
  private last = 0;

  /** Position that the next version will get. */
  get end(): number {
    return this.last;
  }

  /** Position of the oldest version that is kept. */
  get start(): number {
    return this.first;
  }

  push(version: Version): void {
    const chunk = (this.last - this.base) >> CHUNK_BITS;
    if (chunk === this.chunks.length) this.chunks.push([]);
    this.chunks[chunk]!.push(version);
    this.last++;
  }

  at(position: number): Version {
    const offset = position - this.base;
    return this.chunks[offset >> CHUNK_BITS]![offset & (CHUNK - 1)]!;
  }

  /** Position of the first version with at least this revision. */
  search(revision: number): number {
    let low = this.first;
    let high = this.last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle).modRevision < revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets the versions before a position. */
  dropBefore(position: number): void {
    this.first = Math.max(this.first, position);
    const whole = (this.first - this.base) >> CHUNK_BITS;
    if (whole === 0) return;
    this.chunks = this.chunks.slice(whole);
    this.base += whole * CHUNK;
  }
}
