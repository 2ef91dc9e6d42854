/** A priority queue whose items can be found and taken out by key. */
export class Heap<T extends { readonly key: string }> {
  private readonly items: T[] = [];
  private readonly places = new Map<string, number>();
  private readonly isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.isBefore = isBefore;
  }

  get size(): number {
    return this.items.length;
  }

  get(key: string): T | undefined {
    const at = this.places.get(key);
    return at === undefined ? undefined : this.items[at];
  }

  /** The first item, left where it is. */
  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.remove(item.key);
    this.items.push(item);
    this.siftUp(this.items.length - 1, item);
  }

  pop(): T | undefined {
    const first = this.items[0];
    if (first) this.remove(first.key);
    return first;
  }

  remove(key: string): T | undefined {
    const at = this.places.get(key);
    if (at === undefined) return undefined;
    const removed = this.items[at]!;
    this.places.delete(key);
    const last = this.items.pop()!;
    if (last !== removed) {
      this.siftUp(at, last);
      this.siftDown(this.places.get(last.key)!, last);
    }
    return removed;
  }

  /** All items, in no particular but a deterministic order. */
  values(): Iterable<T> {
    return this.items;
  }

  private put(at: number, item: T): void {
    this.items[at] = item;
    this.places.set(item.key, at);
  }

  private siftUp(start: number, item: T): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.items[parent]!;
      if (!this.isBefore(item, above)) break;
      this.put(at, above);
      at = parent;
    }
    this.put(at, item);
  }

  private siftDown(start: number, item: T): void {
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && this.isBefore(this.items[child + 1]!, this.items[child]!)) child++;
      const below = this.items[child]!;
      if (!this.isBefore(below, item)) break;
      this.put(at, below);
      at = child;
    }
    this.put(at, item);
  }
}
