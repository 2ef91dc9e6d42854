/** An item with its place in the heap, which follows it around. */
interface Cell<T> {
  readonly item: T;
  at: number;
}

/** A priority queue whose items can be found and taken out by key. */
export class Heap<T extends { readonly key: string }> {
  private readonly cells: Cell<T>[] = [];
  private readonly byKey = new Map<string, Cell<T>>();
  private readonly isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.isBefore = isBefore;
  }

  get size(): number {
    return this.cells.length;
  }

  get(key: string): T | undefined {
    return this.byKey.get(key)?.item;
  }

  /** The first item, left where it is. */
  peek(): T | undefined {
    return this.cells[0]?.item;
  }

  push(item: T): void {
    this.remove(item.key);
    const cell: Cell<T> = { item, at: this.cells.length };
    this.byKey.set(item.key, cell);
    this.cells.push(cell);
    this.siftUp(cell);
  }

  pop(): T | undefined {
    const first = this.cells[0]?.item;
    if (first) this.remove(first.key);
    return first;
  }

  remove(key: string): T | undefined {
    const cell = this.byKey.get(key);
    if (cell === undefined) return undefined;
    this.byKey.delete(key);
    const last = this.cells.pop()!;
    if (last !== cell) {
      this.put(cell.at, last);
      this.siftUp(last);
      this.siftDown(last);
    }
    return cell.item;
  }

  private put(at: number, cell: Cell<T>): void {
    this.cells[at] = cell;
    cell.at = at;
  }

  private siftUp(cell: Cell<T>): void {
    let { at } = cell;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.cells[parent]!;
      if (!this.isBefore(cell.item, above.item)) break;
      this.put(at, above);
      at = parent;
    }
    this.put(at, cell);
  }

  private siftDown(cell: Cell<T>): void {
    const { cells } = this;
    let { at } = cell;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= cells.length) break;
      if (child + 1 < cells.length && this.isBefore(cells[child + 1]!.item, cells[child]!.item)) child++;
      const below = cells[child]!;
      if (!this.isBefore(below.item, cell.item)) break;
      this.put(at, below);
      at = child;
    }
    this.put(at, cell);
  }
}
