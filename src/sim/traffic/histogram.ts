/** Buckets between a value and its double: the error of a quantile is at most 1 / (2 · 16), about 3 %. */
const PER_OCTAVE = 16;
/** The lowest bucket holds everything below this; 24 octaves above it are more than two hours. */
const LOWEST_MS = 0.125;
const OCTAVES = 24;

/** Counts durations in buckets that grow by a constant factor: quantiles of any number of values in 3 kB. */
export class Histogram {
  private readonly buckets = new Uint32Array(PER_OCTAVE * OCTAVES);
  private total = 0;

  /** How many values were added. */
  get count(): number {
    return this.total;
  }

  add(ms: number): void {
    this.total++;
    const at = ms <= LOWEST_MS ? 0 : Math.floor(Math.log2(ms / LOWEST_MS) * PER_OCTAVE);
    const i = Math.min(at, this.buckets.length - 1);
    this.buckets[i] = this.buckets[i]! + 1;
  }

  /** The value below which a share (0 to 1) of all values lie, in milliseconds; undefined without values. */
  quantile(share: number): number | undefined {
    if (this.total === 0) return undefined;
    const rank = Math.max(1, Math.ceil(share * this.total));
    let seen = 0;
    for (let i = 0; i < this.buckets.length; i++) {
      seen += this.buckets[i]!;
      if (seen >= rank) return LOWEST_MS * 2 ** ((i + 0.5) / PER_OCTAVE);
    }
    return undefined;
  }

  /** Takes in all values of another one. */
  addAll(other: Histogram): void {
    this.total += other.total;
    for (let i = 0; i < this.buckets.length; i++) this.buckets[i] = this.buckets[i]! + other.buckets[i]!;
  }

  clear(): void {
    this.total = 0;
    this.buckets.fill(0);
  }
}
