import type { Random } from '../../../base/random.ts';
import type { RaftDisk } from './disk.ts';
import { type Content, Leadership, type LeadingMember } from './leadership.ts';
import type { RaftLog } from './log.ts';
import type { MessageOf, Proposal, RaftMessage, Snapshot } from './message.ts';

/** Ticks of 100 ms without a leader before a member stands for election: this many, up to twice as many. */
export const ELECTION_TICKS = 10;

/** What a step led to: whoever runs the member sends `now` at once and `synced` once the disk has what came before. */
export interface RaftOutput {
  readonly now: RaftMessage[];
  readonly synced: RaftMessage[];
  /** Reads that may be served once the store has the entry. */
  readonly reads: { readonly read: number; readonly index: number }[];
  /** The store to go on with, when the leader has sent one. */
  restored?: Snapshot;
}

type Role = 'follower' | 'preCandidate' | 'candidate' | 'leader';
/**
 * One member of a Raft group, without time, network or disk: messages and ticks in, messages out. With PreVote and
 * CheckQuorum, as etcd runs it. Models go.etcd.io/raft v3.5.
 */
export class Raft implements LeadingMember {
  readonly id: number;
  readonly members: readonly number[];
  readonly log: RaftLog;
  term: number;
  vote: number;
  committed: number;
  role: Role = 'follower';
  /** The leader of the term; 0 when it is not known. */
  leader = 0;
  output: RaftOutput = { now: [], synced: [], reads: [] };
  private readonly random: Random;
  readonly snapshot: () => Snapshot;
  private leadership: Leadership | undefined;
  private readonly votes = new Map<number, boolean>();
  private elapsed = 0;
  private timeout = 0;

  constructor(id: number, members: readonly number[], disk: RaftDisk, random: Random, snapshot: () => Snapshot) {
    this.id = id;
    this.members = members;
    this.log = disk.log;
    this.term = disk.term;
    this.vote = disk.vote;
    this.committed = Math.max(disk.committed, disk.applied);
    this.random = random;
    this.snapshot = snapshot;
    this.resetTimeout();
  }

  /** A tenth of the election time-out has passed. */
  tick(): void {
    this.elapsed++;
    if (this.leadership) this.leaderTick(this.leadership);
    else if (this.elapsed >= this.timeout) this.campaign(true);
  }

  /** Takes what has come from another member. */
  step(message: RaftMessage): void {
    if (message.type === 'propose') this.propose(message.proposal);
    else if (message.type === 'read') this.read(message.from, message.read);
    else if (message.type === 'readReply') this.output.reads.push({ read: message.read, index: message.index });
    else if (this.checkTerm(message)) this.dispatch(message);
  }

  /** Puts a command before the others. A follower passes it on; without a leader it is lost and its sender times out. */
  propose(proposal: Proposal): void {
    if (this.leadership) this.leadership.append(proposal);
    else if (this.leader !== 0) this.send({ type: 'propose', to: this.leader, proposal });
  }

  /** Asks which entry the store must have for a read to see all that was agreed before. Models ReadIndex. */
  read(from: number, read: number): void {
    if (this.leadership) this.leadership.read(from, read);
    else if (from === this.id && this.leader !== 0) this.send({ type: 'read', to: this.leader, read });
  }

  /** The disk has the log up to an entry. */
  persisted(index: number, term: number): void {
    this.log.stabilize(index, term);
    this.leadership?.advanceCommit();
  }

  /** Whether a term has made a message void. */
  private checkTerm(message: RaftMessage): boolean {
    const { from, term, type } = message;
    if (term > this.term) {
      const hears = this.leader !== 0 && this.elapsed < ELECTION_TICKS;
      if (type === 'vote' && hears) return false;
      const keepsTerm = (type === 'vote' && message.pre) || (type === 'voteReply' && message.pre && message.granted);
      if (!keepsTerm) {
        const leads = type === 'append' || type === 'heartbeat' || type === 'snapshot';
        this.becomeFollower(term, leads ? from : 0);
      }
      return true;
    }
    if (term === this.term) return true;
    // Whoever missed an election learns of the term from the answer.
    if (type === 'heartbeat' || type === 'append')
      this.send({ type: 'appendReply', to: from, rejected: false, index: 0 });
    else if (type === 'vote' && message.pre) this.reply({ type: 'voteReply', to: from, pre: true, granted: false });
    return false;
  }

  private dispatch(message: RaftMessage): void {
    switch (message.type) {
      case 'vote':
        this.considerVote(message);
        break;
      case 'voteReply':
        this.countVote(message);
        break;
      case 'append':
        this.follow(message.from);
        this.takeEntries(message);
        break;
      case 'heartbeat':
        this.follow(message.from);
        this.commitTo(Math.min(message.commit, this.log.lastIndex));
        this.send({ type: 'heartbeatReply', to: message.from, read: message.read });
        break;
      case 'snapshot':
        this.follow(message.from);
        this.restore(message.snapshot);
        this.reply({ type: 'appendReply', to: message.from, rejected: false, index: this.committed });
        break;
      case 'appendReply':
        this.leadership?.hearAppended(message);
        break;
      case 'heartbeatReply':
        this.leadership?.hearAlive(message);
        break;
      default:
    }
  }

  private leaderTick(leadership: Leadership): void {
    if (this.elapsed >= ELECTION_TICKS) {
      this.elapsed = 0;
      if (!leadership.hasQuorum()) {
        this.becomeFollower(this.term, 0);
        return;
      }
    }
    leadership.heartbeat();
  }

  private campaign(pre: boolean): void {
    this.role = pre ? 'preCandidate' : 'candidate';
    this.leader = 0;
    this.resetTimeout();
    this.votes.clear();
    this.votes.set(this.id, true);
    if (!pre) {
      this.term++;
      this.vote = this.id;
    }
    const { lastIndex, lastTerm } = this.log;
    for (const to of this.members) {
      if (to === this.id) continue;
      const term = pre ? this.term + 1 : this.term;
      this.output.synced.push({ type: 'vote', from: this.id, to, term, pre, lastIndex, lastTerm });
    }
  }

  private considerVote({ from, term, pre, lastIndex, lastTerm }: MessageOf<'vote'>): void {
    const free = pre ? term > this.term : this.vote === from || (this.vote === 0 && this.leader === 0);
    const upToDate =
      lastTerm > this.log.lastTerm || (lastTerm === this.log.lastTerm && lastIndex >= this.log.lastIndex);
    const granted = free && upToDate;
    if (granted && !pre) {
      this.elapsed = 0;
      this.vote = from;
    }
    // A vote beforehand is given for the term that it is asked for, and refused in the own.
    const own = granted ? term : this.term;
    this.output.synced.push({ type: 'voteReply', from: this.id, to: from, term: own, pre, granted });
  }

  private countVote({ from, pre, granted }: MessageOf<'voteReply'>): void {
    if (this.role !== (pre ? 'preCandidate' : 'candidate')) return;
    if (!this.votes.has(from)) this.votes.set(from, granted);
    const yes = [...this.votes.values()].filter(Boolean).length;
    if (yes > this.members.length / 2) {
      if (pre) this.campaign(false);
      else this.becomeLeader();
    } else if (this.votes.size - yes > this.members.length / 2) this.becomeFollower(this.term, 0);
  }

  private becomeFollower(term: number, leader: number): void {
    if (term !== this.term) this.vote = 0;
    this.term = term;
    this.role = 'follower';
    this.leader = leader;
    this.leadership = undefined;
    this.resetTimeout();
  }

  private becomeLeader(): void {
    this.role = 'leader';
    this.leader = this.id;
    this.elapsed = 0;
    this.leadership = new Leadership(this);
  }

  private follow(leader: number): void {
    if (this.role !== 'follower' || this.leader !== leader) this.becomeFollower(this.term, leader);
    this.elapsed = 0;
  }

  private takeEntries({ from, previousIndex, previousTerm, entries, commit }: MessageOf<'append'>): void {
    if (previousIndex < this.committed) {
      this.reply({ type: 'appendReply', to: from, rejected: false, index: this.committed });
    } else if (this.log.termAt(previousIndex) === previousTerm) {
      this.log.append(entries);
      const index = previousIndex + entries.length;
      this.commitTo(Math.min(commit, index));
      this.reply({ type: 'appendReply', to: from, rejected: false, index });
    } else {
      const index = Math.min(this.log.lastIndex, previousIndex - 1);
      this.reply({ type: 'appendReply', to: from, rejected: true, index });
    }
  }

  private restore(snapshot: Snapshot): void {
    if (snapshot.index <= this.committed) return;
    this.log.reset(snapshot.index, snapshot.term);
    this.committed = snapshot.index;
    this.output.restored = snapshot;
  }

  commitTo(index: number): void {
    this.committed = Math.max(this.committed, index);
  }

  confirmRead(read: number, index: number): void {
    this.output.reads.push({ read, index });
  }

  private resetTimeout(): void {
    this.elapsed = 0;
    this.timeout = ELECTION_TICKS + this.random.int(ELECTION_TICKS);
  }

  send(content: Content): void {
    this.output.now.push({ ...content, from: this.id, term: this.term } as RaftMessage);
  }

  private reply(content: Content): void {
    this.output.synced.push({ ...content, from: this.id, term: this.term } as RaftMessage);
  }
}
