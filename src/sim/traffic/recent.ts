/** So many whole seconds make a rate. */
const SECONDS = 3;
const SLOTS = SECONDS + 1;

/** Counts for good, and by second for the last few. */
export class RecentCount {
  total = 0;
  private readonly counts = new Uint32Array(SLOTS);
  private readonly seconds = new Float64Array(SLOTS).fill(-1);

  add(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const i = second % SLOTS;
    if (this.seconds[i] !== second) {
      this.seconds[i] = second;
      this.counts[i] = 0;
    }
    this.counts[i] = this.counts[i]! + 1;
    this.total++;
  }

  /** Mean of the last whole seconds before a second. */
  perSecond(nowSecond: number): number {
    let sum = 0;
    for (let i = 0; i < SLOTS; i++) {
      const agoSeconds = nowSecond - this.seconds[i]!;
      if (agoSeconds >= 1 && agoSeconds <= SECONDS) sum += this.counts[i]!;
    }
    return sum / SECONDS;
  }
}
