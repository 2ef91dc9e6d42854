import { goQuote } from '../../../base/go-quote.ts';

/** First and last index of an interval. */
export type Interval = readonly [number, number];

const notNumber = (text: string): Error => new Error(`cannot convert string to integer for index: ${goQuote(text)}`);

function indexOf(text: string, completions: number): number {
  if (!/^[+-]?\d+$/.test(text)) throw notNumber(text);
  const index = Number(text);
  if (index >= completions) throw new Error(`too large index: ${goQuote(text)}`);
  return index;
}

const notIncreasing = (previous: number, current: number): Error =>
  new Error(`non-increasing order, previous: ${previous}, current: ${current}`);

function intervalOf(text: string, completions: number): Interval {
  const limits = text.split('-');
  if (limits.length > 2) {
    const rule = "violates the requirement that an index interval can have at most two parts separated by '-'";
    throw new Error(`the fragment ${goQuote(text)} ${rule}`);
  }
  const first = indexOf(limits[0]!, completions);
  if (limits.length === 1) return [first, first];
  const last = indexOf(limits[1]!, completions);
  if (first >= last) throw notIncreasing(first, last);
  return [first, last];
}

/**
 * How many indexes a text such as `0,3-5` names. Throws an Error with upstream's text.
 * Models validateIndexesFormat of pkg/apis/batch/validation.
 */
export function countIndexes(text: string, completions: number): number {
  if (text === '') return 0;
  let total = 0;
  let before: number | undefined;
  for (const part of text.split(',')) {
    const [first, last] = intervalOf(part, completions);
    if (before !== undefined && before >= first) throw notIncreasing(before, first);
    total += last - first + 1;
    before = last;
  }
  return total;
}

function readable(text: string, completions: number): readonly Interval[] {
  return text.split(',').flatMap((part) => {
    try {
      return [intervalOf(part, completions)];
    } catch {
      // Reported where the format is checked.
      return [];
    }
  });
}

/** The first index that is both in the one text and in the other; undefined if there is none. */
export function overlapOf(completed: string, failed: string, completions: number): number | undefined {
  if (completed === '' || failed === '') return undefined;
  const a = readable(completed, completions);
  const b = readable(failed, completions);
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [aFirst, aLast] = a[i]!;
    const [bFirst, bLast] = b[j]!;
    if (aFirst <= bLast && bFirst <= aLast) return Math.max(aFirst, bFirst);
    if (aFirst <= bFirst) i++;
    else j++;
  }
  return undefined;
}
