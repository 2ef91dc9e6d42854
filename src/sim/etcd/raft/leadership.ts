import type { RaftLog } from './log.ts';
import type { MessageOf, Proposal, RaftMessage, Snapshot } from './message.ts';
import { agree, countActive, newProgress, type Progress, quorumValue, stepBack } from './progress.ts';
import { type QueuedRead, ReadQueue } from './read-queue.ts';

/** Most entries of one message. */
const MAX_ENTRIES = 1_000;

/** What a member sends, without what is the same for all its messages. */
export type Content = RaftMessage extends infer M ? (M extends RaftMessage ? Omit<M, 'from' | 'term'> : never) : never;

/** The member that leads, as its leadership needs it. */
export interface LeadingMember {
  readonly id: number;
  readonly members: readonly number[];
  readonly log: RaftLog;
  readonly term: number;
  readonly committed: number;
  /** Everything up to an entry is agreed. */
  commitTo(index: number): void;
  /** A read of this member may be served once the store has the entry. */
  confirmRead(read: number, index: number): void;
  send(content: Content): void;
  snapshot(): Snapshot;
}

/** The leader's part of Raft, for one term: who has what, what is agreed, which reads are confirmed. */
export class Leadership {
  private readonly member: LeadingMember;
  private readonly progress = new Map<number, Progress>();
  private readonly reads: ReadQueue;
  /** Reads that came before the leader had an entry of its own term agreed. */
  private early: { readonly from: number; readonly read: number }[] = [];

  constructor(member: LeadingMember) {
    this.member = member;
    this.reads = new ReadQueue(Math.floor(member.members.length / 2) + 1);
    for (const id of member.members) if (id !== member.id) this.progress.set(id, newProgress(member.log.lastIndex));
    this.append(undefined);
  }

  /** Counts who has been heard since the last count; without a majority one leads no longer. Models CheckQuorum. */
  hasQuorum(): boolean {
    return countActive(this.progress.values()) + 1 > this.member.members.length / 2;
  }

  /** Somebody asks for the index of a read. */
  read(from: number, read: number): void {
    const { log, committed, term } = this.member;
    if (log.termAt(committed) !== term) {
      this.early.push({ from, read });
      return;
    }
    this.reads.add({ from, read, index: committed });
    this.heartbeat();
  }

  /** Puts an entry at the end of the log and sends it. */
  append(proposal: Proposal | undefined): void {
    this.member.log.append([{ index: this.member.log.lastIndex + 1, term: this.member.term, proposal }]);
    for (const [to, progress] of this.progress) if (progress.replicates || proposal === undefined) this.sendAppend(to);
  }

  private sendAppend(to: number): void {
    const progress = this.progress.get(to)!;
    const previousIndex = progress.next - 1;
    const previousTerm = this.member.log.termAt(previousIndex);
    if (previousTerm === undefined) {
      const snapshot = this.member.snapshot();
      this.member.send({ type: 'snapshot', to, snapshot });
      progress.next = snapshot.index + 1;
      return;
    }
    const entries = this.member.log.from(progress.next, MAX_ENTRIES);
    this.member.send({ type: 'append', to, previousIndex, previousTerm, entries, commit: this.member.committed });
    if (progress.replicates) progress.next += entries.length;
  }

  hearAppended({ from, rejected, index }: MessageOf<'appendReply'>): void {
    const progress = this.progress.get(from);
    if (!progress) return;
    progress.active = true;
    if (rejected) {
      if (stepBack(progress, index)) this.sendAppend(from);
      return;
    }
    if (agree(progress, index) && progress.next <= this.member.log.lastIndex) this.sendAppend(from);
    this.advanceCommit();
  }

  hearAlive({ from, read }: MessageOf<'heartbeatReply'>): void {
    const progress = this.progress.get(from);
    if (!progress) return;
    progress.active = true;
    // Entries may have been lost on the way: from what it is known to have, one message at a time.
    if (progress.match < this.member.log.lastIndex) this.sendAppend(from);
    for (const each of this.reads.confirm(from, read)) this.answerRead(each);
  }

  private answerRead({ from, read, index }: QueuedRead): void {
    if (from === this.member.id) this.member.confirmRead(read, index);
    else this.member.send({ type: 'readReply', to: from, read, index });
  }

  /** Looks whether more is agreed now. */
  advanceCommit(): void {
    const agreed = quorumValue([this.member.log.stable, ...[...this.progress.values()].map(({ match }) => match)]);
    if (agreed <= this.member.committed || this.member.log.termAt(agreed) !== this.member.term) return;
    this.member.commitTo(agreed);
    for (const { from, read } of this.early.splice(0)) this.read(from, read);
    // Followers learn of it with the next message; an empty one tells them at once.
    for (const [to, { replicates }] of this.progress) if (replicates) this.sendAppend(to);
  }

  /** Tells the others that their leader lives. */
  heartbeat(): void {
    const read = this.reads.total;
    for (const [to, { match }] of this.progress) {
      this.member.send({ type: 'heartbeat', to, commit: Math.min(match, this.member.committed), read });
    }
  }
}
