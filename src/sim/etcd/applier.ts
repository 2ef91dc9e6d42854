import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host, Network } from '../network/network.ts';
import { Stream } from '../network/stream.ts';
import { type Command, type CommandResult, compacted, EtcdError, type StoreEvent } from './command.ts';
import type { WatchBatch, WatchRequest } from './etcd.ts';
import type { Store } from './store.ts';
import { type Watched, WatchIndex } from './watch-index.ts';

/** How many versions one step of compaction frees. */
const SWEEP_STEP = 5_000;

/** Whoever keeps the clock of the leases hears of them. */
export interface LeaseListener {
  renew(lease: number, ttlSeconds: number): void;
  forget(lease: number): void;
}

export interface ApplierOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly scope: Scope;
  readonly store: Store;
  readonly leases: LeaseListener;
}

interface Watcher extends Watched {
  readonly stream: Stream<WatchBatch>;
  readonly from: number;
  pending: StoreEvent[];
}

/** What a member does with agreed commands: it runs them on its store and tells its watchers. Models server/etcdserver/apply. */
export class Applier {
  store: Store;
  private readonly options: ApplierOptions;
  private readonly watchers = new WatchIndex<Watcher>();
  private readonly all = new Set<Watcher>();

  constructor(options: ApplierOptions) {
    this.options = options;
    this.store = options.store;
  }

  /** Runs commands in their order and sends what they changed to the watchers, in one batch each. */
  apply(commands: Iterable<Command>): (CommandResult | EtcdError)[] {
    const { position } = this.store;
    const results: (CommandResult | EtcdError)[] = [];
    for (const command of commands) results.push(this.run(command));
    this.notify(this.store.eventsFrom(position));
    return results;
  }

  /** Runs one command without telling anybody: for reads. */
  run(command: Command): CommandResult | EtcdError {
    const { leases } = this.options;
    try {
      const result = this.store.apply(command);
      if (command.op === 'grant') leases.renew(result.lease!, result.ttlSeconds!);
      else if (command.op === 'revoke') leases.forget(command.lease);
      else if (command.op === 'compact') this.sweep();
      return result;
    } catch (error) {
      if (error instanceof EtcdError) return error;
      throw error;
    }
  }

  /** Goes on with another store, which is ahead: watchers get what they have missed. */
  replaceStore(store: Store): void {
    const next = this.store.revision + 1;
    this.store = store;
    if (next >= store.compactRevision) {
      this.notify(store.eventsSince(next, '', '\0'));
      return;
    }
    for (const { stream } of [...this.all]) this.cancel(stream);
  }

  watch({ key, rangeEnd, startRevision, receiver }: WatchRequest): Stream<WatchBatch> {
    const { network, host, scope } = this.options;
    const stream = new Stream<WatchBatch>(network, { host, scope }, receiver);
    const watcher: Watcher = { key, rangeEnd, stream, from: startRevision ?? 0, pending: [] };
    if (startRevision !== undefined && startRevision < this.store.compactRevision) {
      this.cancel(stream);
      return stream;
    }
    if (startRevision !== undefined && startRevision <= this.store.revision) {
      const events = [...this.store.eventsSince(startRevision, key, rangeEnd)];
      if (events.length > 0) send(stream, { revision: this.store.revision, events });
    }
    this.watchers.add(watcher);
    this.all.add(watcher);
    stream.onEnded(() => {
      this.watchers.remove(watcher);
      this.all.delete(watcher);
    });
    return stream;
  }

  private cancel(stream: Stream<WatchBatch>): void {
    const error = compacted(this.store.compactRevision);
    send(stream, { revision: this.store.revision, events: [], error });
    stream.close();
  }

  private readonly sweep = (): void => {
    const { engine, scope } = this.options;
    if (this.store.sweep(SWEEP_STEP)) engine.after(1, this.sweep, undefined, scope);
  };

  private notify(events: Iterable<StoreEvent>): void {
    const dirty: Watcher[] = [];
    for (const event of events) {
      this.watchers.each(event.kv.key, (watcher) => {
        if (event.kv.modRevision < watcher.from) return;
        if (watcher.pending.length === 0) dirty.push(watcher);
        watcher.pending.push(event);
      });
    }
    for (const watcher of dirty) {
      const pending = watcher.pending;
      watcher.pending = [];
      this.options.engine.cause = pending[0]!.cause;
      send(watcher.stream, { revision: this.store.revision, events: pending });
    }
  }
}

/** The trace keeps what it shows: not the objects of the batch. */
function send(stream: Stream<WatchBatch>, batch: WatchBatch): void {
  stream.send(batch, { revision: batch.revision, events: batch.events.length });
}
