import type { KubeObject } from '../../api/object.ts';
import { type Process, sleep, wait } from '../../api/process.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { waitAtMost } from '../engine/wait-at-most.ts';
import type { KeyValue } from '../etcd/command.ts';
import { prefixEnd } from '../etcd/command.ts';
import type { WatchBatch } from '../etcd/etcd.ts';
import type { EtcdClient } from '../etcd/etcd-client.ts';
import type { Host } from '../network/network.ts';
import type { CacheEvent } from './cache-event.ts';
import type { Resource, Resources } from './resource.ts';

const ROOT = '/registry/';
/** Pause before etcd is tried again after the connection to it broke. */
const RECONNECT_MS = 1_000;

/** What the API server hears from etcd: it fills the caches and wakes the watchers. */
export interface Feed {
  /** The revision that the caches show. */
  readonly revision: number;
  /** Settles when the caches have been filled for the first time. */
  readonly ready: Future<void>;
  /** Whether the connection to etcd stands. */
  readonly connected: boolean;
  /** Waits until the caches show a revision; returns false when that takes longer than a time. */
  waitFor(revision: number, timeoutMs: number): Process<boolean>;
  /** Calls back for every committed write, in order. */
  onCommit(listener: (resource: Resource, event: CacheEvent) => void): void;
  /** Runs until the scope dies. */
  run(): Process<void>;
}

export interface FeedOptions {
  readonly engine: Engine;
  readonly host: Host;
  readonly scope: Scope;
  readonly etcd: EtcdClient;
  readonly resources: Resources;
  /** Called when a cache has been filled anew: what it showed before, and now. */
  readonly onFill: (resource: Resource, before: readonly KubeObject[], now: readonly KubeObject[]) => void;
}

/** One watch on everything in etcd feeds the caches of all kinds, so that they all show the same revision. */
export function createFeed(options: FeedOptions): Feed {
  return new EtcdFeed(options);
}

class EtcdFeed implements Feed {
  revision = 0;
  connected = false;
  readonly ready = new Future<void>();
  private readonly options: FeedOptions;
  private readonly listeners: ((resource: Resource, event: CacheEvent) => void)[] = [];
  private waiting: { readonly revision: number; readonly done: Future<boolean> }[] = [];
  private stale = true;

  constructor(options: FeedOptions) {
    this.options = options;
  }

  onCommit(listener: (resource: Resource, event: CacheEvent) => void): void {
    this.listeners.push(listener);
  }

  *waitFor(revision: number, timeoutMs: number): Process<boolean> {
    if (this.revision >= revision) return true;
    const done = new Future<boolean>();
    this.waiting.push({ revision, done });
    return (yield* waitAtMost(this.options.engine, done, timeoutMs)) === true;
  }

  *run(): Process<void> {
    for (;;) {
      try {
        if (this.stale) yield* this.fill();
        yield* this.follow();
      } catch {
        // Not reachable now: tried again below.
      }
      this.connected = false;
      yield* sleep(RECONNECT_MS);
    }
  }

  /** Reads everything. */
  private *fill(): Process<void> {
    const { etcd, resources } = this.options;
    const all = yield* wait(etcd.call({ op: 'range', key: ROOT, rangeEnd: prefixEnd(ROOT) }));
    // Definitions come first: they say which further resources there are.
    const definitions = resources.named('apiextensions.k8s.io', 'customresourcedefinitions');
    if (definitions) {
      const ours = all.kvs!.filter(({ key }) => key.startsWith(definitions.prefix));
      this.refill(definitions, ours, all.revision);
    }
    const others = resources.all.filter((resource) => resource !== definitions);
    const kvs = new Map<Resource, KeyValue[]>(others.map((resource) => [resource, []]));
    for (const kv of all.kvs!) {
      const resource = resources.byKey(kv.key);
      if (resource) kvs.get(resource)?.push(kv);
    }
    for (const [resource, each] of kvs) this.refill(resource, each, all.revision);
    this.stale = false;
    this.advance(all.revision);
    this.ready.resolve();
  }

  private refill(resource: Resource, kvs: readonly KeyValue[], revision: number): void {
    const before = resource.cache.all();
    resource.cache.reset(kvs, revision);
    resource.cache.watchers.endAll();
    this.options.onFill(resource, before, resource.cache.all());
  }

  /** Watches everything from where the caches are, until the connection breaks. */
  private *follow(): Process<void> {
    const { etcd, host, scope } = this.options;
    const ended = new Future<void>();
    const receiver = { host, scope, onItem: this.take, onEnd: () => ended.resolve() };
    const startRevision = this.revision + 1;
    this.connected = etcd.watch({ key: ROOT, rangeEnd: prefixEnd(ROOT), startRevision, receiver }) !== undefined;
    if (this.connected) yield* wait(ended);
  }

  private readonly take = (batch: WatchBatch): void => {
    if (batch.error) {
      // Compacted while away: the caches must be read anew, and watchers have lost their place.
      this.stale = true;
      return;
    }
    const { engine, resources } = this.options;
    const { cause } = engine;
    for (const storeEvent of batch.events) {
      const resource = resources.byKey(storeEvent.kv.key);
      if (!resource) continue;
      const event = resource.cache.apply(storeEvent, engine.nowMs);
      engine.cause = event.cause;
      for (const listener of this.listeners) listener(resource, event);
      resource.cache.watchers.dispatch(event);
    }
    engine.cause = cause;
    this.advance(batch.revision);
  };

  private advance(revision: number): void {
    this.revision = revision;
    if (this.waiting.length === 0) return;
    const ready = this.waiting.filter((each) => each.revision <= revision);
    this.waiting = this.waiting.filter((each) => each.revision > revision && !each.done.settled);
    for (const { done } of ready) done.resolve(true);
  }
}
