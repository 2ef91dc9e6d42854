import type { Command, CommandResult, EtcdError } from '../command.ts';

/** A read that its caller waits for. */
export interface WaitingRead {
  readonly command: Command;
  readonly cause: number;
  readonly startedMs: number;
  readonly reply: (result: CommandResult | EtcdError) => void;
}

/** A question for the index of a read is asked again after this time without an answer. */
const RETRY_MS = 500;

/**
 * Reads that see all that was agreed before they began: the leader is asked for an index, and the store must get as far.
 * One question at a time; the reads that come meanwhile share the next. Models linearizableReadLoop.
 */
export class ReadRounds {
  private readonly ask: (read: number) => void;
  private waiting: WaitingRead[] = [];
  private round: { readonly read: number; reads: readonly WaitingRead[]; askedMs: number } | undefined;
  private ripening: { readonly index: number; reads: readonly WaitingRead[] }[] = [];
  private rounds: number;

  /**
   * @param first number of the first question: no earlier life of the member may have used it, for answers may be late
   * @param ask asks the leader
   */
  constructor(first: number, ask: (read: number) => void) {
    this.rounds = first;
    this.ask = ask;
  }

  add(read: WaitingRead): void {
    this.waiting.push(read);
    this.begin(read.startedMs);
  }

  /** Asks again if the answer is late, or at once when there is a new leader. */
  retry(nowMs: number, atOnce = false): void {
    const { round } = this;
    if (!round || (!atOnce && nowMs - round.askedMs < RETRY_MS)) return;
    round.askedMs = nowMs;
    this.ask(round.read);
  }

  /** The leader has answered. */
  confirm(read: number, index: number, nowMs: number): void {
    if (this.round?.read !== read) return;
    this.ripening.push({ index, reads: this.round.reads });
    this.round = undefined;
    this.begin(nowMs);
  }

  /** The reads that a store with everything up to an entry may answer. */
  ripe(applied: number): readonly WaitingRead[] {
    if (this.ripening.length === 0) return [];
    const ready = this.ripening.filter(({ index }) => index <= applied);
    if (ready.length > 0) this.ripening = this.ripening.filter(({ index }) => index > applied);
    return ready.flatMap(({ reads }) => reads);
  }

  /** Takes out the reads that began at a time or before. */
  expire(startedMs: number): readonly WaitingRead[] {
    const groups = [...this.ripening, ...(this.round ? [this.round] : [])];
    const lost: WaitingRead[] = [];
    const kept = (reads: readonly WaitingRead[]): WaitingRead[] =>
      reads.filter((read) => read.startedMs > startedMs || lost.push(read) === 0);
    for (const group of groups) group.reads = kept(group.reads);
    this.waiting = kept(this.waiting);
    return lost;
  }

  private begin(nowMs: number): void {
    if (this.round || this.waiting.length === 0) return;
    this.round = { read: ++this.rounds, reads: this.waiting, askedMs: nowMs };
    this.waiting = [];
    this.ask(this.round.read);
  }
}
