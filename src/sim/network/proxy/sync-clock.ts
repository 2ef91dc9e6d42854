/** minSyncPeriod of iptables and nftables where the configuration does not say it. */
export const DEFAULT_MIN_SYNC_MS = 1000;
/** Times are cut from the front when there are so many more of them. */
const CHUNK = 4096;

/**
 * When kube-proxies with one minSyncPeriod sync: at once after a quiet time, else so long after the sync before. A change
 * that comes while a sync is pending goes with it. Models async.BoundedFrequencyRunner.
 */
export class SyncClock {
  readonly minSyncMs: number;
  private lastMs = -Infinity;
  private first: number;
  private times: number[] = [];

  /** @param first number of the first change that it will hear of; those before are in the rules already */
  constructor(minSyncMs: number, first: number) {
    this.minSyncMs = minSyncMs;
    this.first = first;
  }

  /** Takes the next change, which arrives at a time; returns the time of its sync. */
  add(arrivesMs: number, forgetMs: number): number {
    if (arrivesMs > this.lastMs) this.lastMs = Math.max(arrivesMs, this.lastMs + this.minSyncMs);
    if (this.times.length === 0 && this.first === 0) this.first = 1;
    this.times.push(this.lastMs);
    if (this.times.length > 2 * CHUNK && this.times[CHUNK]! <= forgetMs) {
      this.times = this.times.slice(CHUNK);
      this.first += CHUNK;
    }
    return this.lastMs;
  }

  syncedMs(change: number): number {
    return change < this.first ? -Infinity : (this.times[change - this.first] ?? Infinity);
  }
}
