/**
 * Sorts as Go's sort.Sort does, which is not stable: rows that compare equal come out in Go's order. The algorithm is
 * pattern-defeating quicksort with Go's limits and its fixed pseudo-random draws. Models Go's package sort.
 */
export function goSort<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const list = [...items];
  new Sorter(list, less).sort(0, list.length, Math.floor(Math.log2(Math.max(1, list.length))) + 1);
  return list;
}

const INSERTION_LIMIT = 12;
const NINTHER_FROM = 50;
type Hint = 'unknown' | 'increasing' | 'decreasing';

class Sorter<T> {
  private readonly list: T[];
  private readonly before: (a: T, b: T) => boolean;

  constructor(list: T[], before: (a: T, b: T) => boolean) {
    this.list = list;
    this.before = before;
  }

  /** Sorts [from, to); `limit` bad pivots are allowed before it turns to heap sort. */
  sort(from: number, to: number, limit: number): void {
    let [a, b, left] = [from, to, limit];
    let balanced = true;
    let partitioned = true;
    for (;;) {
      const length = b - a;
      if (length <= INSERTION_LIMIT || left === 0) {
        if (length <= INSERTION_LIMIT) this.insertionSort(a, b);
        else this.heapSort(a, b);
        return;
      }
      if (!balanced) {
        this.breakPatterns(a, b);
        left--;
      }
      let { pivot, hint } = this.choosePivot(a, b);
      if (hint === 'decreasing') {
        this.reverse(a, b);
        pivot = b - 1 - (pivot - a);
        hint = 'increasing';
      }
      if (balanced && partitioned && hint === 'increasing' && this.nearlySorted(a, b)) return;
      if (a > 0 && !this.less(a - 1, pivot)) {
        a = this.partitionEqual(a, b, pivot);
        continue;
      }
      const split = this.partition(a, b, pivot);
      partitioned = split.already;
      const [below, above] = [split.mid - a, b - split.mid];
      if (below < above) {
        balanced = below >= Math.floor(length / 8);
        this.sort(a, split.mid, left);
        a = split.mid + 1;
      } else {
        balanced = above >= Math.floor(length / 8);
        this.sort(split.mid + 1, b, left);
        b = split.mid;
      }
    }
  }

  private less(i: number, j: number): boolean {
    return this.before(this.list[i]!, this.list[j]!);
  }

  private swap(i: number, j: number): void {
    const item = this.list[i]!;
    this.list[i] = this.list[j]!;
    this.list[j] = item;
  }

  private reverse(a: number, b: number): void {
    for (let i = a, j = b - 1; i < j; i++, j--) this.swap(i, j);
  }

  private insertionSort(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) {
      for (let j = i; j > a && this.less(j, j - 1); j--) this.swap(j, j - 1);
    }
  }

  private heapSort(first: number, b: number): void {
    const size = b - first;
    const siftDown = (start: number, end: number): void => {
      for (let root = start; ; ) {
        let child = 2 * root + 1;
        if (child >= end) return;
        if (child + 1 < end && this.less(first + child, first + child + 1)) child++;
        if (!this.less(first + root, first + child)) return;
        this.swap(first + root, first + child);
        root = child;
      }
    };
    for (let i = Math.floor((size - 1) / 2); i >= 0; i--) siftDown(i, size);
    for (let i = size - 1; i >= 0; i--) {
      this.swap(first, first + i);
      siftDown(0, i);
    }
  }

  /** Swaps three items of the middle with drawn ones. */
  private breakPatterns(a: number, b: number): void {
    const length = b - a;
    if (length < 8) return;
    let state = BigInt(length);
    const modulus = 2 ** Math.ceil(Math.log2(length + 0.5));
    const draw = (): number => {
      state ^= BigInt.asUintN(64, state << 13n);
      state ^= state >> 17n;
      state ^= BigInt.asUintN(64, state << 5n);
      return Number(state & BigInt(modulus - 1));
    };
    const middle = a + Math.floor(length / 4) * 2 - 1;
    for (let i = 0; i < 3; i++) {
      const drawn = draw();
      this.swap(middle + i, a + (drawn >= length ? drawn - length : drawn));
    }
  }

  private choosePivot(a: number, b: number): { pivot: number; hint: Hint } {
    const length = b - a;
    const quarter = Math.floor(length / 4);
    let swaps = 0;
    const median = (x: number, y: number, z: number): number => {
      let [i, j, k] = [x, y, z];
      const order = (m: number, n: number): [number, number] => {
        if (!this.less(n, m)) return [m, n];
        swaps++;
        return [n, m];
      };
      [i, j] = order(i, j);
      [j, k] = order(j, k);
      [i, j] = order(i, j);
      return j;
    };
    let [i, j, k] = [a + quarter, a + quarter * 2, a + quarter * 3];
    if (length >= 8) {
      if (length >= NINTHER_FROM) {
        i = median(i - 1, i, i + 1);
        j = median(j - 1, j, j + 1);
        k = median(k - 1, k, k + 1);
      }
      j = median(i, j, k);
    }
    if (swaps === 0) return { pivot: j, hint: 'increasing' };
    return { pivot: j, hint: swaps === 12 ? 'decreasing' : 'unknown' };
  }

  /** Puts up to five misplaced pairs right; true if that made everything sorted. */
  private nearlySorted(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < 5; step++) {
      while (i < b && !this.less(i, i - 1)) i++;
      if (i === b) return true;
      if (b - a < 50) return false;
      this.swap(i, i - 1);
      if (i - a >= 2) {
        for (let j = i - 1; j >= 1 && this.less(j, j - 1); j--) this.swap(j, j - 1);
      }
      if (b - i >= 2) {
        for (let j = i + 1; j < b && this.less(j, j - 1); j++) this.swap(j, j - 1);
      }
    }
    return false;
  }

  private partition(a: number, b: number, pivot: number): { mid: number; already: boolean } {
    this.swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    while (i <= j && this.less(i, a)) i++;
    while (i <= j && !this.less(j, a)) j--;
    if (i > j) {
      this.swap(j, a);
      return { mid: j, already: true };
    }
    this.swap(i++, j--);
    for (;;) {
      while (i <= j && this.less(i, a)) i++;
      while (i <= j && !this.less(j, a)) j--;
      if (i > j) break;
      this.swap(i++, j--);
    }
    this.swap(j, a);
    return { mid: j, already: false };
  }

  /** Moves what equals the pivot to the front; returns where the rest begins. */
  private partitionEqual(a: number, b: number, pivot: number): number {
    this.swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    for (;;) {
      while (i <= j && !this.less(a, i)) i++;
      while (i <= j && this.less(a, j)) j--;
      if (i > j) return i;
      this.swap(i++, j--);
    }
  }
}
