/**
 * What the traffic has to do next, ordered by (time, order of adding): a binary heap over typed columns. Requests are
 * too many for the engine's queue, whose events are closures with scopes and causes.
 */
export class Agenda {
  private capacity = 256;
  private timesMs = new Float64Array(this.capacity);
  private seqs = new Float64Array(this.capacity);
  private items = new Int32Array(this.capacity);
  private size = 0;
  private nextSeq = 0;

  /** Time of the first entry, or Infinity. */
  get nextMs(): number {
    return this.size === 0 ? Infinity : this.timesMs[0]!;
  }

  add(timeMs: number, item: number): void {
    if (this.size === this.capacity) this.grow();
    const seq = this.nextSeq++;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.timesMs[parent]! <= timeMs) break;
      this.move(parent, i);
      i = parent;
    }
    this.put(i, timeMs, seq, item);
  }

  /** Takes the first entry out and returns its item; there must be one. */
  take(): number {
    const item = this.items[0]!;
    const last = --this.size;
    if (last > 0) this.sink(this.timesMs[last]!, this.seqs[last]!, this.items[last]!);
    return item;
  }

  private sink(timeMs: number, seq: number, item: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.isBefore(child + 1, this.timesMs[child]!, this.seqs[child]!)) child++;
      if (!this.isBefore(child, timeMs, seq)) break;
      this.move(child, i);
      i = child;
    }
    this.put(i, timeMs, seq, item);
  }

  private isBefore(at: number, timeMs: number, seq: number): boolean {
    return this.timesMs[at]! < timeMs || (this.timesMs[at] === timeMs && this.seqs[at]! < seq);
  }

  private move(from: number, to: number): void {
    this.put(to, this.timesMs[from]!, this.seqs[from]!, this.items[from]!);
  }

  private put(at: number, timeMs: number, seq: number, item: number): void {
    this.timesMs[at] = timeMs;
    this.seqs[at] = seq;
    this.items[at] = item;
  }

  private grow(): void {
    this.capacity *= 2;
    this.timesMs = widen(this.timesMs, new Float64Array(this.capacity));
    this.seqs = widen(this.seqs, new Float64Array(this.capacity));
    this.items = widen(this.items, new Int32Array(this.capacity));
  }
}

function widen<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
