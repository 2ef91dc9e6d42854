import { type Process, wait } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import { Stream, type StreamReceiver } from '../network/stream.ts';
import { type Command, type CommandResult, compacted, EtcdError, type RangeEnd, type StoreEvent } from './command.ts';
import { createLessor, type Lessor } from './lessor.ts';
import { Store } from './store.ts';
import { type Watched, WatchIndex } from './watch-index.ts';

/** Time of one write-ahead-log sync to disk: from, to, in milliseconds. All writes that wait share the next one. */
const FSYNC_MS = [0.8, 1.2] as const;
/** How many versions one step of compaction frees. */
const SWEEP_STEP = 5_000;

/** What a watch delivers: the events of one moment, or (`error`) that it has been cancelled. */
export interface WatchBatch {
  /** The store's revision when it was sent. */
  readonly revision: number;
  readonly events: readonly StoreEvent[];
  readonly error?: EtcdError;
}

export interface WatchRequest {
  readonly key: string;
  readonly rangeEnd?: RangeEnd;
  /** First revision to deliver; absent for what comes from now on. */
  readonly startRevision?: number;
  readonly receiver: StreamReceiver<WatchBatch>;
}

/** A running etcd member. Its `store` outlives it: it is what is on the disk. */
export interface Etcd extends Listener<Command, CommandResult> {
  readonly store: Store;
  /** Runs a command and calls back with its result or EtcdError: reads at once, writes when they are on the disk. */
  submit(command: Command, reply: (result: CommandResult | EtcdError) => void): void;
  /** Opens a watch. Events of one revision are never split over two batches. */
  watch(request: WatchRequest): Stream<WatchBatch>;
  /** Renews a lease for its whole time to live. Throws EtcdError if it does not exist. */
  keepAlive(lease: number): { readonly ttlSeconds: number };
}

export interface EtcdOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly scope: Scope;
  readonly random: Random;
  /** The disk of an earlier life of this member. */
  readonly store?: Store;
}

interface Waiting {
  readonly command: Command;
  readonly cause: number;
  readonly reply: (result: CommandResult | EtcdError) => void;
}

interface Watcher extends Watched {
  readonly stream: Stream<WatchBatch>;
  readonly from: number;
  pending: StoreEvent[];
}

/** Starts an etcd member on a host. Models server/etcdserver of etcd 3.5, one member. */
export function createEtcd(options: EtcdOptions): Etcd {
  return new Member(options);
}

class Member implements Etcd {
  readonly host: Host;
  readonly scope: Scope;
  readonly store: Store;
  private readonly engine: Engine;
  private readonly network: Network;
  private readonly random: Random;
  private readonly lessor: Lessor;
  private readonly watchers = new WatchIndex<Watcher>();
  private batch: Waiting[] = [];
  private syncing = false;

  constructor({ engine, network, host, scope, random, store }: EtcdOptions) {
    this.engine = engine;
    this.network = network;
    this.host = host;
    this.scope = scope;
    this.random = random;
    this.store = store ?? new Store();
    this.lessor = createLessor(engine, scope, (lease) => this.submit({ op: 'revoke', lease }, () => {}));
    for (const { id, ttlSeconds } of this.store.allLeases()) this.lessor.renew(id, ttlSeconds);
  }

  *serve(command: Command): Process<CommandResult> {
    const done = new Future<CommandResult>();
    this.submit(command, (result) => {
      if (result instanceof EtcdError) done.reject(result);
      else done.resolve(result);
    });
    return yield* wait(done);
  }

  submit(command: Command, reply: (result: CommandResult | EtcdError) => void): void {
    if (command.op === 'range' || command.op === 'ttl') {
      reply(this.run(command));
      return;
    }
    this.batch.push({ command, cause: this.engine.cause, reply });
    if (!this.syncing) this.sync();
  }

  watch({ key, rangeEnd, startRevision, receiver }: WatchRequest): Stream<WatchBatch> {
    const stream = new Stream<WatchBatch>(this.network, this, receiver);
    const watcher: Watcher = { key, rangeEnd, stream, from: startRevision ?? 0, pending: [] };
    if (startRevision !== undefined && startRevision < this.store.compactRevision) {
      const error = compacted(this.store.compactRevision);
      this.send(watcher, { revision: this.store.revision, events: [], error });
      stream.close();
      return stream;
    }
    if (startRevision !== undefined && startRevision <= this.store.revision) {
      const events = [...this.store.eventsSince(startRevision, key, rangeEnd)];
      if (events.length > 0) this.send(watcher, { revision: this.store.revision, events });
    }
    this.watchers.add(watcher);
    stream.onEnded(() => this.watchers.remove(watcher));
    return stream;
  }

  keepAlive(lease: number): { readonly ttlSeconds: number } {
    const { ttlSeconds = 0 } = this.store.apply({ op: 'ttl', lease });
    if (ttlSeconds === 0) throw new EtcdError('etcdserver: requested lease not found');
    this.lessor.renew(lease, ttlSeconds);
    return { ttlSeconds };
  }

  /** Writes wait for the sync of the log that is under way, then share the next one. */
  private sync(): void {
    this.syncing = true;
    const [from, to] = FSYNC_MS;
    this.engine.after(this.random.uniform(from, to), this.commit, undefined, this.scope);
  }

  private readonly commit = (): void => {
    const { batch, store, engine } = this;
    this.batch = [];
    this.syncing = false;
    const position = store.position;
    const results: (CommandResult | EtcdError)[] = [];
    for (const { command } of batch) results.push(this.run(command));
    this.notify(position);
    for (let i = 0; i < batch.length; i++) {
      engine.cause = batch[i]!.cause;
      batch[i]!.reply(results[i]!);
    }
    if (this.batch.length > 0 && !this.syncing) this.sync();
  };

  private run(command: Command): CommandResult | EtcdError {
    try {
      const result = this.store.apply(command);
      if (command.op === 'grant') this.lessor.renew(result.lease!, result.ttlSeconds!);
      else if (command.op === 'revoke') this.lessor.forget(command.lease);
      else if (command.op === 'compact') this.sweep();
      return result;
    } catch (error) {
      if (error instanceof EtcdError) return error;
      throw error;
    }
  }

  private readonly sweep = (): void => {
    if (this.store.sweep(SWEEP_STEP)) this.engine.after(1, this.sweep, undefined, this.scope);
  };

  private notify(position: number): void {
    const dirty: Watcher[] = [];
    for (const event of this.store.eventsFrom(position)) {
      this.watchers.each(event.kv.key, (watcher) => {
        if (event.kv.modRevision < watcher.from) return;
        if (watcher.pending.length === 0) dirty.push(watcher);
        watcher.pending.push(event);
      });
    }
    for (const watcher of dirty) {
      const events = watcher.pending;
      watcher.pending = [];
      this.engine.cause = events[0]!.cause;
      this.send(watcher, { revision: this.store.revision, events });
    }
  }

  private send(watcher: Watcher, batch: WatchBatch): void {
    // The trace keeps what it shows: not the objects of the batch.
    watcher.stream.send(batch, { revision: batch.revision, events: batch.events.length });
  }
}
