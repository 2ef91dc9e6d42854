/** First and last index of an interval. */
export type Interval = readonly [first: number, last: number];

/** A set of indexes as intervals in increasing order that do not touch. Models orderedIntervals of pkg/controller/job. */
export type Intervals = readonly Interval[];

/** Reads a status such as `0,3-5`; what cannot be read or is beyond the completions is left out. Models parseIndexesFromString. */
export function parseIntervals(text: string, completions: number): Intervals {
  if (text === '') return [];
  const read: Interval[] = [];
  for (const part of text.split(',')) {
    const [first, last = first] = part.split('-').map((limit) => (/^\d+$/.test(limit) ? Number(limit) : Number.NaN));
    if (first === undefined || Number.isNaN(first) || Number.isNaN(last)) continue;
    if (first >= completions) break;
    read.push([first, Math.min(last!, completions - 1)]);
  }
  return merge(read, []);
}

/** Both sets together. */
export function merge(a: Intervals, b: Intervals): Intervals {
  const merged: [number, number][] = [];
  for (const [first, last] of [...a, ...b].sort((left, right) => left[0] - right[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** The set with more indexes, which come in any order. */
export function withIndexes(intervals: Intervals, indexes: Iterable<number>): Intervals {
  return merge(
    intervals,
    [...indexes].map((index): Interval => [index, index]),
  );
}

/** How many indexes there are. */
export function totalOf(intervals: Intervals): number {
  return intervals.reduce((total, [first, last]) => total + last - first + 1, 0);
}

/** Whether an index is in the set. */
export function hasIndex(intervals: Intervals, index: number): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle]![1] >= index) high = middle;
    else low = middle + 1;
  }
  return low < intervals.length && intervals[low]![0] <= index;
}

/** How many indexes two sets have in common. */
export function overlapTotal(a: Intervals, b: Intervals): number {
  let total = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!];
    total += Math.max(0, Math.min(left[1], right[1]) - Math.max(left[0], right[0]) + 1);
    if (left[1] <= right[1]) i++;
    if (right[1] <= left[1]) j++;
  }
  return total;
}

/** `0,1,3-5`: two neighbours are written one by one. */
export function formatIntervals(intervals: Intervals): string {
  return intervals
    .map(([first, last]) => {
      if (first === last) return String(first);
      return last === first + 1 ? `${first},${last}` : `${first}-${last}`;
    })
    .join(',');
}

/** The lowest `count` indexes below `completions` that are not in the set. Models firstPendingIndexes. */
export function firstMissing(taken: Intervals, count: number, completions: number): readonly number[] {
  const missing: number[] = [];
  let next = 0;
  const upTo = (end: number): void => {
    for (; next < Math.min(end, completions) && missing.length < count; next++) missing.push(next);
  };
  for (const [first, last] of taken) {
    upTo(first);
    next = Math.max(next, last + 1);
  }
  upTo(completions);
  return missing;
}
