/** A read that waits until a majority has confirmed its leader. */
export interface QueuedRead {
  /** The member that asks, and its number for the read. */
  readonly from: number;
  readonly read: number;
  /** What was agreed when the leader heard of it. */
  readonly index: number;
}

/**
 * Reads at a leader, in order. Each heartbeat carries how many reads there have been; its answer confirms all of them.
 * Models raft/read_only.go (ReadOnlySafe).
 */
export class ReadQueue {
  private readonly quorum: number;
  private waiting: (QueuedRead & { readonly acks: Set<number> })[] = [];
  private done = 0;

  /** @param quorum how many members, the leader among them, confirm a read */
  constructor(quorum: number) {
    this.quorum = quorum;
  }

  /** How many reads there have been: the number that heartbeats carry. */
  get total(): number {
    return this.done + this.waiting.length;
  }

  add(read: QueuedRead): void {
    this.waiting.push({ ...read, acks: new Set() });
  }

  /** A member has answered a heartbeat that carried `total`. Returns the reads that may be served now. */
  confirm(member: number, total: number): readonly QueuedRead[] {
    const known = Math.min(total - this.done, this.waiting.length);
    for (let i = 0; i < known; i++) this.waiting[i]!.acks.add(member);
    let served = 0;
    // The leader itself counts as one.
    while (served < this.waiting.length && this.waiting[served]!.acks.size + 1 >= this.quorum) served++;
    this.done += served;
    return this.waiting.splice(0, served);
  }

  /** The leader is none any more: whoever asked asks again. */
  clear(): void {
    this.done += this.waiting.length;
    this.waiting = [];
  }
}
