import { prefixEnd, type RangeEnd } from './command.ts';

/** A range of keys that somebody watches. */
export interface Watched {
  readonly key: string;
  readonly rangeEnd: RangeEnd;
}

/**
 * Who watches a key: found by the exact key, and by the prefixes of the key that anybody watches, so that a watcher
 * costs nothing for keys outside its range. Ranges that are no prefix, which nobody in a cluster uses, are tried in turn.
 */
export class WatchIndex<W extends Watched> {
  private readonly exact = new Map<string, Set<W>>();
  private readonly prefixes = new Map<string, Set<W>>();
  /** How many different prefixes of each length are watched, shortest first. */
  private lengths: { readonly length: number; count: number }[] = [];
  private readonly ranges = new Set<W>();

  add(watcher: W): void {
    const { key, rangeEnd } = watcher;
    if (rangeEnd === undefined) addTo(this.exact, key, watcher);
    else if (rangeEnd !== prefixEnd(key)) this.ranges.add(watcher);
    else if (addTo(this.prefixes, key, watcher)) this.count(key.length, 1);
  }

  remove(watcher: W): void {
    const { key, rangeEnd } = watcher;
    this.ranges.delete(watcher);
    if (rangeEnd === undefined) removeFrom(this.exact, key, watcher);
    else if (removeFrom(this.prefixes, key, watcher)) this.count(key.length, -1);
  }

  /** Calls back with every watcher of a key. */
  each(key: string, visit: (watcher: W) => void): void {
    this.exact.get(key)?.forEach(visit);
    for (const { length } of this.lengths) {
      if (length > key.length) break;
      this.prefixes.get(key.slice(0, length))?.forEach(visit);
    }
    for (const watcher of this.ranges) {
      if (key >= watcher.key && (watcher.rangeEnd === '\0' || key < watcher.rangeEnd!)) visit(watcher);
    }
  }

  private count(length: number, change: number): void {
    const entry = this.lengths.find((each) => each.length === length);
    if (entry) entry.count += change;
    else this.lengths.push({ length, count: change });
    this.lengths = this.lengths.filter((each) => each.count > 0).sort((a, b) => a.length - b.length);
  }
}

/** Returns whether the key is new. */
function addTo<W>(index: Map<string, Set<W>>, key: string, watcher: W): boolean {
  const watchers = index.get(key);
  if (watchers) watchers.add(watcher);
  else index.set(key, new Set([watcher]));
  return !watchers;
}

/** Returns whether the key is gone. */
function removeFrom<W>(index: Map<string, Set<W>>, key: string, watcher: W): boolean {
  const watchers = index.get(key);
  if (!watchers?.delete(watcher) || watchers.size > 0) return false;
  return index.delete(key);
}
