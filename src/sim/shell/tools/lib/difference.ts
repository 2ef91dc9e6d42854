/** Lines of one text that others of a second text replace; either may be none. Positions count from 0. */
export interface Hunk {
  readonly aFrom: number;
  readonly a: readonly string[];
  readonly bFrom: number;
  readonly b: readonly string[];
}

/** Beyond so many pairs of lines the middle of two texts counts as changed as a whole. */
const MOST_PAIRS = 4_000_000;

/** What turns one list of lines into another, by their longest common part. */
export function hunksOf(a: readonly string[], b: readonly string[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const [x, y] = [a.slice(start, aEnd), b.slice(start, bEnd)];
  if (x.length * y.length > MOST_PAIRS) return [{ aFrom: start, a: x, bFrom: start, b: y }];
  return walk(x, y, lengths(x, y), start);
}

/** How long the common part of what follows each pair of positions is. */
function lengths(x: readonly string[], y: readonly string[]): Uint32Array {
  const width = y.length + 1;
  const table = new Uint32Array((x.length + 1) * width);
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      const down = table[(i + 1) * width + j]!;
      const along = table[i * width + j + 1]!;
      table[i * width + j] = x[i] === y[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(down, along);
    }
  }
  return table;
}

function walk(x: readonly string[], y: readonly string[], table: Uint32Array, offset: number): Hunk[] {
  const width = y.length + 1;
  const hunks: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) {
      i++;
      j++;
      continue;
    }
    const [aFrom, bFrom] = [i, j];
    while ((i < x.length || j < y.length) && !(i < x.length && j < y.length && x[i] === y[j])) {
      if (j >= y.length || (i < x.length && table[(i + 1) * width + j]! >= table[i * width + j + 1]!)) i++;
      else j++;
    }
    hunks.push({ aFrom: aFrom + offset, a: x.slice(aFrom, i), bFrom: bFrom + offset, b: y.slice(bFrom, j) });
  }
  return hunks;
}
