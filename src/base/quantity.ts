import { canonicalForm, parse, type Quantity, scaled, toDecimal, valueAt } from './quantity-amount.ts';

/**
 * Quantities such as `100m`, `1.5Gi`, `12e6`. Models apimachinery/pkg/api/resource, except that results beyond 2^53
 * lose their last digits.
 */

export type { Quantity } from './quantity-amount.ts';

/** Parses a quantity. Throws an Error with upstream's text. */
export function parseQuantity(quantity: string | number): Quantity {
  return known(quantity).quantity;
}

/** The quantity in thousandths, rounded up: `100m` is 100, `1` is 1000. */
export function milliValue(quantity: string | number): number {
  return known(quantity).milli;
}

/** The quantity in units, rounded up: `1Ki` is 1024, `100m` is 1. */
export function quantityValue(quantity: string | number): number {
  return known(quantity).value;
}

/** The quantity as the server stores it: `1000m` is `1`, `0.5Gi` is `512Mi`. */
export function canonicalQuantity(quantity: string | number): string {
  return known(quantity).canonical;
}

/** Negative if a is less than b, 0 if they are equal, else positive. */
export function compareQuantities(a: string | number, b: string | number): number {
  const [x, y] = commonScale(parseQuantity(a), parseQuantity(b));
  return x < y ? -1 : x > y ? 1 : 0;
}

/** a + b in the format of a; in that of b if a is zero. */
export function addQuantities(a: string | number, b: string | number): string {
  return combine(parseQuantity(a), parseQuantity(b), 1n);
}

/** a - b in the format of a; in that of b if a is zero. */
export function subQuantities(a: string | number, b: string | number): string {
  return combine(parseQuantity(a), parseQuantity(b), -1n);
}

interface Known {
  readonly quantity: Quantity;
  readonly milli: number;
  readonly value: number;
  readonly canonical: string;
}

/** The same few texts are asked for again and again; the memo is cleared rather than let grow. */
const memo = new Map<string | number, Known>();
const MEMO_LIMIT = 10_000;

function known(text: string | number): Known {
  const found = memo.get(text);
  if (found) return found;
  const quantity = parse(String(text));
  const made = {
    quantity,
    milli: valueAt(quantity, -3),
    value: valueAt(quantity, 0),
    canonical: canonicalForm(quantity),
  };
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(text, made);
  return made;
}

function commonScale(a: Quantity, b: Quantity): [bigint, bigint, number] {
  const scale = Math.min(a.scale, b.scale);
  return [scaled(a.unscaled, a.scale - scale), scaled(b.unscaled, b.scale - scale), scale];
}

function combine(a: Quantity, b: Quantity, sign: bigint): string {
  const [x, y, scale] = commonScale(a, b);
  const format = a.unscaled === 0n ? b.format : a.format;
  return canonicalForm(toDecimal({ unscaled: x + sign * y, scale, format, text: '', decimal: a.decimal || b.decimal }));
}
