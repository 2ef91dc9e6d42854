import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { BTree } from '../../base/b-tree.ts';
import { getOrMake } from '../../base/get-or-make.ts';
import type { KeyValue, StoreEvent } from '../etcd/command.ts';
import { CacheEvent } from './cache-event.ts';
import { KeysByField } from './keys-by-field.ts';
import { stamped } from './stamp.ts';
import { Watchers } from './watchers.ts';

/** Events are kept for this long at least: a bookmark comes every minute, so that a client that reconnects finds its place. */
const FRESH_MS = 75_000;
const MIN_EVENTS = 100;
const MAX_EVENTS = 100_000;
/** Cleared in steps, so that the list of events is not moved for each one. */
const TRIM_STEP = 256;

/**
 * The objects of one kind as the API server last heard from etcd, by key and in the order of keys, with the recent
 * events for watches that begin in the past. Models storage/cacher of k8s.io/apiserver.
 */
export class WatchCache {
  readonly watchers: Watchers;
  private readonly objects = new Map<string, KubeObject>();
  /** The keys in order; values stay in the map, so that an update does not touch the tree. */
  private readonly order = new BTree<string, undefined>(undefined, (a, b) => (a < b ? -1 : a > b ? 1 : 0), 64);
  private readonly perNamespace = new Map<string, number>();
  /** By the fields that lists have asked for. */
  private readonly byField = new Map<string, KeysByField>();
  private readonly kind: Kind;
  private events: CacheEvent[] = [];
  private firstEvent = 0;
  /** Watches can begin at this revision or later. */
  private oldest = 0;

  constructor(kind: Kind) {
    this.kind = kind;
    this.watchers = new Watchers(kind);
  }

  get size(): number {
    return this.objects.size;
  }

  /** How many objects a namespace has. */
  sizeOf(namespace: string): number {
    return this.perNamespace.get(namespace) ?? 0;
  }

  /** The oldest revision that a watch can begin after. */
  get oldestRevision(): number {
    return this.oldest;
  }

  /** By key in etcd. */
  get(key: string): KubeObject | undefined {
    return this.objects.get(key);
  }

  /** All objects, in the order in which they came to be known. */
  all(): readonly KubeObject[] {
    return [...this.objects.values()];
  }

  /** The objects whose keys lie in [from, to), in order. */
  list(from: string, to: string): KubeObject[] {
    const found: KubeObject[] = [];
    this.order.forRange(from, to, false, (key) => {
      found.push(this.objects.get(key)!);
    });
    return found;
  }

  /** The objects with a value of a selectable field, in the order of keys. */
  withField(path: string, value: string): KubeObject[] {
    const index = getOrMake(this.byField, path, () => {
      const made = new KeysByField(this.kind.selectableFields![path]!);
      for (const [key, object] of this.objects) made.change(key, undefined, object);
      return made;
    });
    return index.withValue(value).map((key) => this.objects.get(key)!);
  }

  /** Starts over with the state at a revision. */
  reset(kvs: readonly KeyValue[], revision: number): void {
    this.objects.clear();
    this.order.clear();
    this.perNamespace.clear();
    this.byField.clear();
    for (const kv of kvs) this.set(kv.key, stamped(kv));
    this.events = [];
    this.firstEvent = 0;
    this.oldest = revision;
  }

  /** Takes in one event from etcd and returns it in the words of the API. */
  apply({ type, kv, prevKv, cause }: StoreEvent, timeMs: number): CacheEvent {
    const previous = this.objects.get(kv.key) ?? (prevKv && stamped(prevKv));
    const event =
      type === 'PUT'
        ? new CacheEvent(kv.key, stamped(kv), previous, kv.modRevision, cause, timeMs)
        : new CacheEvent(kv.key, undefined, previous, kv.modRevision, cause, timeMs);
    if (event.object) this.set(kv.key, event.object);
    else this.remove(kv.key);
    this.events.push(event);
    this.trim(timeMs);
    return event;
  }

  /** The kept events after a revision. */
  *eventsAfter(revision: number): Iterable<CacheEvent> {
    let low = this.firstEvent;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.events[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < this.events.length; i++) yield this.events[i]!;
  }

  /**
   * Drops events up to a revision that etcd has compacted: of a kind that is no longer written nothing else would. As
   * many as are kept in any case stay.
   */
  forget(revision: number): void {
    const before = this.firstEvent;
    while (this.events.length - this.firstEvent > MIN_EVENTS) {
      const event = this.events[this.firstEvent]!;
      if (event.revision > revision) break;
      this.oldest = event.revision;
      this.firstEvent++;
    }
    if (this.firstEvent === before) return;
    this.events = this.events.slice(this.firstEvent);
    this.firstEvent = 0;
  }

  private set(key: string, object: KubeObject): void {
    const before = this.objects.get(key);
    for (const index of this.byField.values()) index.change(key, before, object);
    if (!before) {
      this.order.set(key, undefined);
      this.count(object, 1);
    }
    this.objects.set(key, object);
  }

  private remove(key: string): void {
    const object = this.objects.get(key);
    if (!object) return;
    for (const index of this.byField.values()) index.change(key, object, undefined);
    this.objects.delete(key);
    this.order.delete(key);
    this.count(object, -1);
  }

  private count({ metadata: { namespace } }: KubeObject, change: number): void {
    if (namespace) this.perNamespace.set(namespace, this.sizeOf(namespace) + change);
  }

  private trim(nowMs: number): void {
    while (this.events.length - this.firstEvent > MIN_EVENTS) {
      const event = this.events[this.firstEvent]!;
      if (nowMs - event.timeMs < FRESH_MS && this.events.length - this.firstEvent <= MAX_EVENTS) break;
      this.oldest = event.revision;
      this.firstEvent++;
    }
    if (this.firstEvent < TRIM_STEP || this.firstEvent * 2 < this.events.length) return;
    this.events = this.events.slice(this.firstEvent);
    this.firstEvent = 0;
  }
}
