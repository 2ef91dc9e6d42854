import { BTree } from '../../base/b-tree.ts';
import {
  type Command,
  type CommandResult,
  compacted,
  type DeleteCommand,
  EtcdError,
  futureRevision,
  inRange,
  type KeyValue,
  leaseNotFound,
  type PutCommand,
  type RangeCommand,
  type RangeEnd,
  type StoreEvent,
  type TxnCommand,
  type TxnOperation,
} from './command.ts';
import { History } from './history.ts';
import { compareKeys, keyOnly, sortBy } from './key-order.ts';
import { checkTxn, holds } from './txn.ts';
import { copyChain, Version, versionAt } from './version.ts';

/** etcd grants no lease shorter than this: the election time-out, rounded up. */
const MIN_TTL_SECONDS = 2;

interface Lease {
  readonly ttlSeconds: number;
  readonly keys: Set<string>;
}

/** A key beyond every other, for ranges without an end. */
const NO_END = '\uffff\uffff\uffff\uffff';

/**
 * The multi-version store of etcd, without time: commands in, results out. Everything that changes it goes through
 * `apply`, in one order, so that members that apply the same commands hold the same store.
 * Models server/storage/mvcc of etcd 3.5.
 */
export class Store {
  /** Newest version of every key that has any in the kept history, deletions included. */
  private readonly newest = new Map<string, Version>();
  /** The same keys in order; the tree holds no values, the map is faster to read and write. */
  private readonly order = new BTree<string, undefined>(undefined, compareKeys, 64);
  private readonly history = new History();
  private readonly leases = new Map<number, Lease>();
  private lastLease = 0;
  private current = 1;
  private compactedTo = 0;
  /** Position up to which compaction has freed versions. */
  private swept = 0;

  /** The revision of the last write; 1 before the first. */
  get revision(): number {
    return this.current;
  }

  /** Reads below this revision are refused; 0 before the first compaction. */
  get compactRevision(): number {
    return this.compactedTo;
  }

  /** Position of the next event in the history, for `eventsFrom`. */
  get position(): number {
    return this.history.end;
  }

  /** Ids and times to live of all leases, for whoever watches the clock. */
  *allLeases(): Iterable<{ readonly id: number; readonly ttlSeconds: number }> {
    for (const [id, lease] of this.leases) yield { id, ttlSeconds: lease.ttlSeconds };
  }

  /** Makes the next write the one after this revision, if that is ahead. Models `etcdutl snapshot restore --bump-revision`. */
  bump(revision: number): void {
    this.current = Math.max(this.current, revision);
  }

  /** Runs one command. Throws EtcdError, and then has changed nothing. */
  apply(command: Command): CommandResult {
    const cause = command.cause ?? 0;
    switch (command.op) {
      case 'range':
        return this.range(command, this.current);
      case 'put':
      case 'delete':
        return this.write(command, cause);
      case 'txn':
        return this.txn(command, cause);
      case 'compact':
        return this.compact(command.revision);
      case 'grant':
        return this.grant(command.lease, command.ttlSeconds);
      case 'revoke':
        return this.revoke(command.lease, cause);
      case 'ttl':
        return this.timeToLive(command.lease);
    }
  }

  /**
   * The events of a range from a revision on, in order, to the present.
   * Throws EtcdError if the revision has been compacted.
   */
  *eventsSince(revision: number, key: string, rangeEnd: RangeEnd): Iterable<StoreEvent> {
    if (revision < this.compactedTo) throw compacted(this.compactedTo);
    for (let i = this.history.search(revision); i < this.history.end; i++) {
      const version = this.history.at(i);
      if (inRange(version.key, key, rangeEnd)) yield version;
    }
  }

  /** The events from a position of the history on (see `position`). */
  *eventsFrom(position: number): Iterable<StoreEvent> {
    for (let i = Math.max(position, this.history.start); i < this.history.end; i++) yield this.history.at(i);
  }

  /** The message that caused a revision; 0 if it is not known or compacted. */
  causeOf(revision: number): number {
    const position = this.history.search(revision);
    if (position === this.history.end) return 0;
    const version = this.history.at(position);
    return version.modRevision === revision ? version.cause : 0;
  }

  /**
   * Frees what compaction has made unreachable, `limit` versions at a time, so that no compaction stops everything.
   * Returns whether there is more to do.
   */
  sweep(limit: number): boolean {
    const end = this.history.search(this.compactedTo + 1);
    const stop = Math.min(end, this.swept + limit);
    for (; this.swept < stop; this.swept++) {
      const version = this.history.at(this.swept);
      version.previous = undefined;
      if (version.version === 0 && this.newest.get(version.key) === version) {
        this.newest.delete(version.key);
        this.order.delete(version.key);
      }
    }
    this.history.dropBefore(Math.min(this.swept, this.history.search(this.compactedTo)));
    return this.swept < end;
  }

  /** A store of its own with the same content: what a member that is far behind gets. */
  copy(): Store {
    const store = new Store();
    const copies = new Map<Version, Version>();
    for (const newest of this.newest.values()) store.newest.set(newest.key, copyChain(newest, copies));
    for (const key of this.order.keys()) store.order.set(key, undefined);
    for (let i = this.history.start; i < this.history.end; i++) {
      const version = this.history.at(i);
      store.history.push(copies.get(version) ?? copyChain(version, copies));
    }
    for (const [id, { ttlSeconds, keys }] of this.leases) store.leases.set(id, { ttlSeconds, keys: new Set(keys) });
    store.lastLease = this.lastLease;
    store.current = this.current;
    store.compactedTo = this.compactedTo;
    store.swept = Math.max(0, this.swept - this.history.start);
    return store;
  }

  private write(command: PutCommand | DeleteCommand, cause: number): CommandResult {
    const revision = this.current + 1;
    const before = this.history.end;
    const result = command.op === 'put' ? this.put(command, revision, cause) : this.delete(command, revision, cause);
    if (this.history.end > before) this.current = revision;
    return { ...result, revision: this.current };
  }

  private txn(command: TxnCommand, cause: number): CommandResult {
    checkTxn(command, (lease) => this.leases.has(lease));
    const revision = this.current + 1;
    const before = this.history.end;
    const result = this.runTxn(command, revision, cause);
    if (this.history.end > before) this.current = revision;
    return { ...result, revision: this.current };
  }

  private runTxn(command: TxnCommand, revision: number, cause: number): CommandResult {
    let succeeded = true;
    for (const compare of command.compare ?? []) {
      succeeded &&= holds(compare, versionAt(this.newest.get(compare.key), revision));
    }
    const operations = (succeeded ? command.success : command.failure) ?? [];
    const responses = operations.map((operation) => this.runOperation(operation, revision, cause));
    return { revision, succeeded, responses };
  }

  private runOperation(operation: TxnOperation, revision: number, cause: number): CommandResult {
    switch (operation.op) {
      case 'put':
        return this.put(operation, revision, cause);
      case 'delete':
        return this.delete(operation, revision, cause);
      case 'range':
        return this.range(operation, revision);
      case 'txn':
        return this.runTxn(operation, revision, cause);
    }
  }

  private put({ key, value, lease = 0, prevKv }: PutCommand, revision: number, cause: number): CommandResult {
    if (lease !== 0 && !this.leases.has(lease)) throw leaseNotFound();
    const newest = this.newest.get(key);
    const previous = newest !== undefined && newest.version > 0 ? newest : undefined;
    const created = previous ? previous.createRevision : revision;
    const version = (previous?.version ?? 0) + 1;
    // All versions share the text of the key.
    this.add(new Version(newest?.key ?? key, value, created, revision, version, lease, cause, newest), newest);
    if (previous && previous.lease !== lease) this.leases.get(previous.lease)?.keys.delete(key);
    if (lease !== 0) this.leases.get(lease)!.keys.add(key);
    return prevKv ? { revision, prevKv: previous } : { revision };
  }

  private delete({ key, rangeEnd, prevKv }: DeleteCommand, revision: number, cause: number): CommandResult {
    const doomed: Version[] = [];
    this.scan(key, rangeEnd, revision, (version) => doomed.push(version) > 0);
    for (const version of doomed) {
      this.add(new Version(version.key, undefined, 0, revision, 0, 0, cause, version), version);
      if (version.lease !== 0) this.leases.get(version.lease)?.keys.delete(version.key);
    }
    return { revision, deleted: doomed.length, ...(prevKv ? { prevKvs: doomed } : {}) };
  }

  private add(version: Version, newest: Version | undefined): void {
    this.newest.set(version.key, version);
    if (newest === undefined) this.order.set(version.key, undefined);
    this.history.push(version);
  }

  private range(command: RangeCommand, now: number): CommandResult {
    const at = command.revision ? command.revision : now;
    if (at > now) throw futureRevision();
    if (at < this.compactedTo) throw compacted(this.compactedTo);
    const sorted = command.order !== undefined && command.order !== 'keyAsc';
    const limit = command.countOnly ? 0 : command.limit && !sorted ? command.limit : Infinity;
    const kvs: KeyValue[] = [];
    let count = 0;
    this.scan(command.key, command.rangeEnd, at, (version) => {
      if (count++ < limit) kvs.push(command.keysOnly ? keyOnly(version) : version);
      return !command.uncounted || count <= limit;
    });
    if (sorted) sortBy(kvs, command.order!);
    const found = command.limit ? kvs.slice(0, command.limit) : kvs;
    return { revision: this.current, kvs: found, count, more: !command.countOnly && found.length < count };
  }

  /** Visits the versions of a range that were current at a revision, in the order of their keys, until one says false. */
  private scan(key: string, rangeEnd: RangeEnd, revision: number, visit: (version: Version) => boolean): void {
    if (rangeEnd === undefined) {
      const version = versionAt(this.newest.get(key), revision);
      if (version) visit(version);
      return;
    }
    this.order.forRange(key, rangeEnd === '\0' ? NO_END : rangeEnd, false, (each) => {
      const version = versionAt(this.newest.get(each), revision);
      return version === undefined || visit(version) ? undefined : { break: true };
    });
  }

  private compact(revision: number): CommandResult {
    if (revision <= this.compactedTo) throw compacted(this.compactedTo);
    if (revision > this.current) throw futureRevision();
    this.compactedTo = revision;
    return { revision: this.current };
  }

  private grant(wanted: number, ttlSeconds: number): CommandResult {
    if (this.leases.has(wanted)) throw new EtcdError('etcdserver: lease already exists');
    const lease = wanted || this.lastLease + 1;
    this.lastLease = Math.max(this.lastLease, lease);
    const granted = Math.max(ttlSeconds, MIN_TTL_SECONDS);
    this.leases.set(lease, { ttlSeconds: granted, keys: new Set() });
    return { revision: this.current, lease, ttlSeconds: granted };
  }

  private revoke(id: number, cause: number): CommandResult {
    const lease = this.leases.get(id);
    if (!lease) throw leaseNotFound();
    this.leases.delete(id);
    if (lease.keys.size > 0) {
      const revision = this.current + 1;
      for (const key of [...lease.keys].sort()) this.delete({ op: 'delete', key }, revision, cause);
      this.current = revision;
    }
    return { revision: this.current };
  }

  private timeToLive(id: number): CommandResult {
    const lease = this.leases.get(id);
    const keys = lease ? [...lease.keys].sort() : [];
    return { revision: this.current, ttlSeconds: lease?.ttlSeconds ?? 0, keys };
  }
}
