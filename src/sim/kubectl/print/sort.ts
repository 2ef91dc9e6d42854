import { goQuote } from '../../../base/go-quote.ts';
import { goSort } from './go-sort.ts';
import { follow } from './jsonpath/evaluate.ts';
import { parseFieldPath } from './jsonpath/parse.ts';

/**
 * Sorts rows by a field of their objects, as `--sort-by` does: rows without the field first, numbers in texts by value,
 * equal rows in the order that Go's sort.Sort leaves them. Models kubectl/pkg/cmd/get/sorter.go.
 */
export function sortByField<T>(rows: readonly T[], objectOf: (row: T) => unknown, field: string): readonly T[] {
  if (rows.length === 0) return rows;
  const path = parseFieldPath(field);
  const keyed = rows.map((row) => ({ row, values: valuesOf(path, objectOf(row)) }));
  if (keyed.every(({ values }) => values.length === 0)) {
    throw new Error(
      `couldn't find any field with path ${goQuote(`{${field.replace(/^\{|\}$/g, '')}}`)} in the list of objects`,
    );
  }
  const sorted = goSort(keyed, (a, b) => {
    if (a.values.length === 0) return true;
    if (b.values.length === 0) return false;
    return isLess(a.values[0], b.values[0]);
  });
  return sorted.map(({ row }) => row);
}

function valuesOf(path: ReturnType<typeof parseFieldPath>, object: unknown): unknown[] {
  try {
    return follow(path, [object]);
  } catch {
    return [];
  }
}

function isLess(a: unknown, b: unknown): boolean {
  if (a === null || a === undefined) return b !== null && b !== undefined;
  if (b === null || b === undefined) return false;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return naturalLess(String(a), String(b));
}

/** Compares texts with the numbers in them by value. Models fvbommel/sortorder.NaturalLess. */
function naturalLess(a: string, b: string): boolean {
  const [left, right] = [a.match(/\d+|\D/gsu) ?? [], b.match(/\d+|\D/gsu) ?? []];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    if (!/^\d/.test(x) || !/^\d/.test(y)) return x < y;
    const [m, n] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')];
    if (m.length !== n.length) return m.length < n.length;
    if (m !== n) return m < n;
    return x.length < y.length;
  }
  return left.length < right.length;
}
