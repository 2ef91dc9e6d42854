import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CacheEvent } from './cache-event.ts';
import type { Selection } from './selection.ts';

/** Somebody who watches a kind. */
export interface Watcher {
  readonly selection: Selection;
  /** Takes a committed write that may concern it. */
  take(event: CacheEvent): void;
  /** Its place in the history is lost: it must begin anew. */
  end(): void;
}

interface FieldIndex {
  readonly read: (object: KubeObject) => string;
  readonly byValue: Map<string, Set<Watcher>>;
}

/**
 * The watchers of a kind, found by what they watch: one object by its key, the objects with one value of a field (a
 * kubelet its node's Pods), those of a namespace, or all. A write costs the watchers that it may concern, not all.
 */
export class Watchers {
  private readonly kind: Kind;
  private readonly everything = new Set<Watcher>();
  private readonly byKey = new Map<string, Set<Watcher>>();
  private readonly byNamespace = new Map<string, Set<Watcher>>();
  private readonly byField = new Map<string, FieldIndex>();

  constructor(kind: Kind) {
    this.kind = kind;
  }

  add(watcher: Watcher): void {
    const { key, field, namespace } = watcher.selection;
    if (key !== undefined) addTo(this.byKey, key, watcher);
    else if (field) addTo(this.indexOf(field.path).byValue, field.value, watcher);
    else if (namespace) addTo(this.byNamespace, namespace, watcher);
    else this.everything.add(watcher);
  }

  remove(watcher: Watcher): void {
    const { key, field, namespace } = watcher.selection;
    if (key !== undefined) removeFrom(this.byKey, key, watcher);
    else if (field) removeFrom(this.indexOf(field.path).byValue, field.value, watcher);
    else if (namespace) removeFrom(this.byNamespace, namespace, watcher);
    else this.everything.delete(watcher);
  }

  /** Hands an event to everyone whom it may concern. */
  dispatch(event: CacheEvent): void {
    const { object, previous } = event;
    for (const watcher of this.everything) watcher.take(event);
    if (this.byKey.size > 0) give(this.byKey.get(event.key), event);
    if (this.byNamespace.size > 0) give(this.byNamespace.get((object ?? previous)?.metadata.namespace ?? ''), event);
    for (const { read, byValue } of this.byField.values()) {
      const value = object && read(object);
      const before = previous && read(previous);
      if (value !== undefined) give(byValue.get(value), event);
      if (before !== undefined && before !== value) give(byValue.get(before), event);
    }
  }

  /** Ends all watches. */
  endAll(): void {
    const indexes = [this.byKey, this.byNamespace, ...[...this.byField.values()].map(({ byValue }) => byValue)];
    const sets = [this.everything, ...indexes.flatMap((index) => [...index.values()])];
    for (const watcher of sets.flatMap((set) => [...set])) watcher.end();
  }

  private indexOf(path: string): FieldIndex {
    let index = this.byField.get(path);
    if (!index) {
      index = { read: this.kind.selectableFields![path]!, byValue: new Map() };
      this.byField.set(path, index);
    }
    return index;
  }
}

function give(watchers: Set<Watcher> | undefined, event: CacheEvent): void {
  if (watchers) for (const watcher of watchers) watcher.take(event);
}

function addTo(index: Map<string, Set<Watcher>>, value: string, watcher: Watcher): void {
  const watchers = index.get(value);
  if (watchers) watchers.add(watcher);
  else index.set(value, new Set([watcher]));
}

function removeFrom(index: Map<string, Set<Watcher>>, value: string, watcher: Watcher): void {
  const watchers = index.get(value);
  if (watchers?.delete(watcher) && watchers.size === 0) index.delete(value);
}
