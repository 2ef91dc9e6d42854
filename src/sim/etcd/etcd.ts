import { type Process, wait } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import type { Stream, StreamReceiver } from '../network/stream.ts';
import { Applier } from './applier.ts';
import { type Command, type CommandResult, EtcdError, type RangeEnd, type StoreEvent } from './command.ts';
import { createLessor, type Lessor } from './lessor.ts';
import { Store } from './store.ts';

/** Time of one write-ahead-log sync to disk: from, to, in milliseconds. All writes that wait share the next one. */
export const FSYNC_MS = [0.8, 1.2] as const;

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
  /** Whether it knows a leader, without which it can neither write nor read. */
  readonly hasLeader: boolean;
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

/** Starts an etcd member on a host. Models server/etcdserver of etcd 3.5, one member. */
export function createEtcd(options: EtcdOptions): Etcd {
  return new Member(options);
}

class Member implements Etcd {
  readonly host: Host;
  readonly scope: Scope;
  private readonly engine: Engine;
  private readonly random: Random;
  private readonly lessor: Lessor;
  private readonly applier: Applier;
  private batch: Waiting[] = [];
  private syncing = false;

  constructor({ engine, network, host, scope, random, store = new Store() }: EtcdOptions) {
    this.engine = engine;
    this.host = host;
    this.scope = scope;
    this.random = random;
    this.lessor = createLessor(engine, scope, (lease) => this.submit({ op: 'revoke', lease }, () => {}));
    this.applier = new Applier({ engine, network, host, scope, store, leases: this.lessor });
    for (const { id, ttlSeconds } of store.allLeases()) this.lessor.renew(id, ttlSeconds);
  }

  get store(): Store {
    return this.applier.store;
  }

  get hasLeader(): boolean {
    return true;
  }

  serve(command: Command): Process<CommandResult> {
    return serveBySubmit(this, command);
  }

  submit(command: Command, reply: (result: CommandResult | EtcdError) => void): void {
    if (command.op === 'range' || command.op === 'ttl') {
      reply(this.applier.run(command));
      return;
    }
    this.batch.push({ command, cause: this.engine.cause, reply });
    if (!this.syncing) this.sync();
  }

  watch(request: WatchRequest): Stream<WatchBatch> {
    return this.applier.watch(request);
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
    const { batch, engine } = this;
    this.batch = [];
    this.syncing = false;
    const results = this.applier.apply(batch.map(({ command }) => command));
    for (let i = 0; i < batch.length; i++) {
      engine.cause = batch[i]!.cause;
      batch[i]!.reply(results[i]!);
    }
    if (this.batch.length > 0 && !this.syncing) this.sync();
  };
}

/** A listener's `serve` by way of `submit`. */
export function* serveBySubmit(etcd: Pick<Etcd, 'submit'>, command: Command): Process<CommandResult> {
  const done = new Future<CommandResult>();
  etcd.submit(command, (result) => {
    if (result instanceof EtcdError) done.reject(result);
    else done.resolve(result);
  });
  return yield* wait(done);
}
