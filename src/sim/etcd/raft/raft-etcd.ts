import type { Process } from '../../../api/process.ts';
import type { Random } from '../../../base/random.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Scope } from '../../engine/scope.ts';
import type { Host, Network } from '../../network/network.ts';
import type { Stream } from '../../network/stream.ts';
import { Applier } from '../applier.ts';
import { type Command, type CommandResult, EtcdError } from '../command.ts';
import { type Etcd, FSYNC_MS, serveBySubmit, type WatchBatch, type WatchRequest } from '../etcd.ts';
import { createLessor, type Lessor } from '../lessor.ts';
import type { Store } from '../store.ts';
import type { RaftDisk } from './disk.ts';
import type { Proposal, RaftMessage } from './message.ts';
import { ELECTION_TICKS, Raft } from './raft.ts';
import { ReadRounds } from './read-rounds.ts';
import type { RaftTransport } from './transport.ts';

/** --heartbeat-interval; the election time-out is ten of them. */
const TICK_MS = 100;
/** A request is given up after five seconds and two election time-outs. */
const REQUEST_TIMEOUT_MS = 5_000 + 2 * ELECTION_TICKS * TICK_MS;
/** --snapshot-count as kubeadm sets it, and how many entries are kept for those who are a little behind. */
const SNAPSHOT_COUNT = 10_000;
const CATCH_UP_ENTRIES = 5_000;

type Reply = (result: CommandResult | EtcdError) => void;

/** A write that its caller waits for. */
interface Waiting {
  readonly proposal: Proposal;
  readonly cause: number;
  readonly startedMs: number;
  readonly reply: Reply;
}

export interface RaftEtcdOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly scope: Scope;
  readonly random: Random;
  /** Number of this member, from 1, and how many there are: 3 or 5. */
  readonly id: number;
  readonly members: number;
  /** What an earlier life of this member has left. */
  readonly disk: RaftDisk;
  readonly transport: RaftTransport;
}

/** Starts a member of a group: it finds the others through the transport. Models server/etcdserver of etcd 3.5. */
export function createRaftEtcd(options: RaftEtcdOptions): RaftEtcd {
  return new RaftEtcd(options);
}

/** A running member of a group of several. */
export class RaftEtcd implements Etcd {
  readonly host: Host;
  readonly scope: Scope;
  readonly raft: Raft;
  private readonly engine: Engine;
  private readonly random: Random;
  private readonly disk: RaftDisk;
  private readonly transport: RaftTransport;
  private readonly lessor: Lessor;
  private readonly applier: Applier;
  private readonly waiting = new Map<Proposal, Waiting>();
  /** Proposals that came while there was no leader. */
  private leaderless: Proposal[] = [];
  private readonly reads: ReadRounds;
  private syncing = false;
  private led = false;
  private snapshotAt = 0;
  private knownLeader = 0;
  private leaderSinceMs = Number.NEGATIVE_INFINITY;

  constructor({ engine, network, host, scope, random, id, members, disk, transport }: RaftEtcdOptions) {
    this.engine = engine;
    this.host = host;
    this.scope = scope;
    this.random = random;
    this.disk = disk;
    this.transport = transport;
    disk.log.loseUnstable();
    const ids = Array.from({ length: members }, (_, i) => i + 1);
    this.raft = new Raft(id, ids, disk, random, () => ({
      index: disk.applied,
      term: disk.log.termAt(disk.applied)!,
      store: this.store.copy(),
    }));
    const firstRead = Math.ceil(engine.nowMs * 1_000);
    this.reads = new ReadRounds(firstRead, (read) => this.raft.read(id, read));
    this.lessor = createLessor(engine, scope, (lease) => this.submit({ op: 'revoke', lease }, () => {}));
    const leases = {
      renew: (lease: number, ttlSeconds: number) => this.led && this.lessor.renew(lease, ttlSeconds),
      forget: (lease: number) => this.lessor.forget(lease),
    };
    this.applier = new Applier({ engine, network, host, scope, store: disk.store, leases });
    engine.after(random.uniform(0, TICK_MS), this.tick, undefined, scope);
  }

  get store(): Store {
    return this.applier.store;
  }

  get hasLeader(): boolean {
    return this.raft.leader !== 0;
  }

  serve(command: Command): Process<CommandResult> {
    return serveBySubmit(this, command);
  }

  submit(command: Command, reply: Reply): void {
    const { cause, nowMs: startedMs } = this.engine;
    if (command.op === 'range' || command.op === 'ttl') {
      this.reads.add({ command, cause, startedMs, reply });
    } else {
      const proposal: Proposal = { command };
      this.waiting.set(proposal, { proposal, cause, startedMs, reply });
      if (this.hasLeader) this.raft.propose(proposal);
      else this.leaderless.push(proposal);
    }
    this.flush();
  }

  watch(request: WatchRequest): Stream<WatchBatch> {
    return this.applier.watch(request);
  }

  keepAlive(lease: number): { readonly ttlSeconds: number } {
    const { ttlSeconds = 0 } = this.store.apply({ op: 'ttl', lease });
    if (ttlSeconds === 0) throw new EtcdError('etcdserver: requested lease not found');
    if (this.led) this.lessor.renew(lease, ttlSeconds);
    return { ttlSeconds };
  }

  /** A message of another member has arrived. */
  receive(message: RaftMessage): void {
    this.raft.step(message);
    this.flush();
  }

  private readonly tick = (): void => {
    this.engine.after(TICK_MS, this.tick, undefined, this.scope);
    this.raft.tick();
    this.giveUp();
    this.reads.retry(this.engine.nowMs);
    this.flush();
  };

  /** Carries out what the steps since the last time have led to. */
  private flush(): void {
    const { raft } = this;
    this.noticeLeader();
    for (let { output } = raft; ; output = raft.output) {
      raft.output = { now: [], synced: output.synced, reads: [] };
      for (const message of output.now) this.transport.send(message);
      if (output.restored) {
        this.disk.applied = output.restored.index;
        this.disk.store = output.restored.store;
        this.applier.replaceStore(output.restored.store);
      }
      for (const { read, index } of output.reads) this.reads.confirm(read, index, this.engine.nowMs);
      if (raft.output.now.length === 0 && raft.output.reads.length === 0) break;
    }
    if (!this.syncing && (raft.output.synced.length > 0 || raft.log.stable < raft.log.lastIndex)) this.sync();
    this.applyAgreed();
  }

  private noticeLeader(): void {
    const { raft } = this;
    const leads = raft.role === 'leader';
    if (leads !== this.led) {
      this.led = leads;
      // A new leader gives every lease its whole time again; who leads no longer lets none run out.
      for (const { id, ttlSeconds } of this.store.allLeases()) {
        if (leads) this.lessor.renew(id, ttlSeconds);
        else this.lessor.forget(id);
      }
    }
    if (raft.leader === this.knownLeader) return;
    this.knownLeader = raft.leader;
    if (raft.leader === 0) return;
    this.leaderSinceMs = this.engine.nowMs;
    for (const proposal of this.leaderless.splice(0)) raft.propose(proposal);
    this.reads.retry(this.engine.nowMs, true);
  }

  private sync(): void {
    const { raft, disk, engine } = this;
    this.syncing = true;
    const { lastIndex, lastTerm } = raft.log;
    const { term, vote, committed } = raft;
    const messages = raft.output.synced;
    raft.output = { ...raft.output, synced: [] };
    const done = (): void => {
      this.syncing = false;
      Object.assign(disk, { term, vote, committed: Math.max(disk.committed, committed) });
      raft.persisted(lastIndex, lastTerm);
      for (const message of messages) this.transport.send(message);
      this.flush();
    };
    const [from, to] = FSYNC_MS;
    engine.after(this.random.uniform(from, to), done, undefined, this.scope);
  }

  private applyAgreed(): void {
    const { raft, disk, engine } = this;
    const end = Math.min(raft.committed, raft.log.stable);
    if (end > disk.applied) {
      const proposals: Proposal[] = [];
      for (let index = disk.applied + 1; index <= end; index++) {
        const { proposal } = raft.log.at(index);
        if (proposal) proposals.push(proposal);
      }
      disk.applied = end;
      const results = this.applier.apply(proposals.map(({ command }) => command));
      disk.store = this.store;
      const before = engine.cause;
      proposals.forEach((proposal, i) => {
        const waiting = this.waiting.get(proposal);
        if (!waiting) return;
        this.waiting.delete(proposal);
        engine.cause = waiting.cause;
        waiting.reply(results[i]!);
      });
      engine.cause = before;
      this.compactLog();
    }
    this.serveRipe();
  }

  private serveRipe(): void {
    for (const { command, cause, reply } of this.reads.ripe(this.disk.applied)) {
      this.engine.cause = cause;
      reply(this.applier.run(command));
    }
  }

  private compactLog(): void {
    const { applied, log } = this.disk;
    if (applied - this.snapshotAt <= SNAPSHOT_COUNT) return;
    this.snapshotAt = applied;
    log.compact(applied - CATCH_UP_ENTRIES);
  }

  /** Requests that have waited too long get etcd's own error. A write may have its effect nevertheless. */
  private giveUp(): void {
    const oldest = this.engine.nowMs - REQUEST_TIMEOUT_MS;
    for (const [proposal, { startedMs, reply, cause }] of this.waiting) {
      if (startedMs > oldest) break;
      this.waiting.delete(proposal);
      this.leaderless = this.leaderless.filter((each) => each !== proposal);
      this.engine.cause = cause;
      reply(this.timedOut(startedMs));
    }
    for (const { reply, cause } of this.reads.expire(oldest)) {
      this.engine.cause = cause;
      reply(new EtcdError('etcdserver: request timed out'));
    }
  }

  /** Models parseProposeCtxErr. */
  private timedOut(startedMs: number): EtcdError {
    const lostMs = this.leaderSinceMs - 2 * ELECTION_TICKS * TICK_MS;
    const isLeaderFailure = startedMs > lostMs && startedMs < this.leaderSinceMs;
    const why = isLeaderFailure ? ', possibly due to previous leader failure' : '';
    return new EtcdError(`etcdserver: request timed out${why}`);
  }
}
