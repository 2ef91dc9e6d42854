import type { Scope } from './scope.ts';

/** A handle of a scheduled event, good for cancelling it. */
export type Timer = number;

const SLOT_BITS = 2 ** 22;

/**
 * The event queue: a binary heap over typed columns, ordered by (time, sequence number).
 * Columns instead of objects keep it at millions of events a second with 150,000 pending (shared reference, stack 6b).
 */
export class EventQueue {
  private capacity = 1024;
  private timesMs = new Float64Array(this.capacity);
  private seqs = new Float64Array(this.capacity);
  private causes = new Float64Array(this.capacity);
  private generations = new Uint32Array(this.capacity);
  private actions: (((arg: unknown) => void) | undefined)[] = [];
  private args: unknown[] = [];
  private scopes: (Scope | undefined)[] = [];
  private heap = new Uint32Array(this.capacity);
  private free: number[] = [];
  private used = 0;
  private nextSeq = 0;
  private pending = 0;

  /** How many events are waiting, cancelled ones included until their time comes. */
  get size(): number {
    return this.pending;
  }

  /** The time of the earliest event, or Infinity. */
  get nextTimeMs(): number {
    return this.pending === 0 ? Infinity : this.timesMs[this.heap[0]!]!;
  }

  /** Adds an event. Ties in time run in the order in which they were added. */
  push(timeMs: number, action: (arg: unknown) => void, arg: unknown, scope: Scope | undefined, cause: number): Timer {
    const slot = this.takeSlot();
    this.timesMs[slot] = timeMs;
    this.seqs[slot] = this.nextSeq++;
    this.causes[slot] = cause;
    this.actions[slot] = action;
    this.args[slot] = arg;
    this.scopes[slot] = scope;
    this.siftUp(this.pending++, slot);
    return this.generations[slot]! * SLOT_BITS + slot;
  }

  /** Cancels an event that has not run yet; a handle of an event that ran is ignored. */
  cancel(timer: Timer): void {
    const slot = timer % SLOT_BITS;
    if (this.generations[slot] !== Math.floor(timer / SLOT_BITS)) return;
    this.actions[slot] = undefined;
    this.args[slot] = undefined;
  }

  /** Takes the earliest event out and hands it to `run`. Returns false when the queue is empty. */
  pop(
    run: (
      timeMs: number,
      action: ((arg: unknown) => void) | undefined,
      arg: unknown,
      scope: Scope | undefined,
      cause: number,
    ) => void,
  ): boolean {
    if (this.pending === 0) return false;
    const slot = this.heap[0]!;
    const last = this.heap[--this.pending]!;
    if (this.pending > 0) this.siftDown(last);
    const action = this.actions[slot];
    const arg = this.args[slot];
    const scope = this.scopes[slot];
    const timeMs = this.timesMs[slot]!;
    const cause = this.causes[slot]!;
    this.actions[slot] = undefined;
    this.args[slot] = undefined;
    this.scopes[slot] = undefined;
    this.generations[slot] = this.generations[slot]! + 1;
    this.free.push(slot);
    run(timeMs, action, arg, scope, cause);
    return true;
  }

  private takeSlot(): number {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    if (this.used === this.capacity) this.grow();
    return this.used++;
  }

  private grow(): void {
    this.capacity *= 2;
    const widen = <T extends Float64Array | Uint32Array>(from: T, to: T): T => {
      to.set(from as never);
      return to;
    };
    this.timesMs = widen(this.timesMs, new Float64Array(this.capacity));
    this.seqs = widen(this.seqs, new Float64Array(this.capacity));
    this.causes = widen(this.causes, new Float64Array(this.capacity));
    this.generations = widen(this.generations, new Uint32Array(this.capacity));
    this.heap = widen(this.heap, new Uint32Array(this.capacity));
  }

  private isBefore(a: number, b: number): boolean {
    const ta = this.timesMs[a]!;
    const tb = this.timesMs[b]!;
    return ta < tb || (ta === tb && this.seqs[a]! < this.seqs[b]!);
  }

  private siftUp(start: number, slot: number): void {
    let i = start;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = this.heap[parent]!;
      if (!this.isBefore(slot, above)) break;
      this.heap[i] = above;
      i = parent;
    }
    this.heap[i] = slot;
  }

  private siftDown(slot: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.pending) break;
      if (child + 1 < this.pending && this.isBefore(this.heap[child + 1]!, this.heap[child]!)) child++;
      const below = this.heap[child]!;
      if (!this.isBefore(below, slot)) break;
      this.heap[i] = below;
      i = child;
    }
    this.heap[i] = slot;
  }
}
