import UFuzzy from '@leeoniya/ufuzzy';
import type { Entry } from './entry.ts';

const fuzzy = new UFuzzy({ intraMode: 1, interLft: 1 });
/** More lines than this nobody reads. */
const MOST = 60;

/** A line that is found, with the ranges of its name that match: [from, to, from, to, …]. */
export interface Found {
  readonly entry: Entry;
  readonly ranges: readonly number[];
}

/** The entries that fit what is typed, best first; all in their own order while nothing is typed. */
export function find(entries: readonly Entry[], typed: string): readonly Found[] {
  const needle = typed.trim();
  if (needle === '') return entries.slice(0, MOST).map((entry) => ({ entry, ranges: [] }));
  const texts = entries.map(({ name, what }) => `${name} ${what}`);
  const [indexes, info, order] = fuzzy.search(texts, needle, 1, 2_000);
  if (!indexes) return [];
  if (!info || !order) return indexes.slice(0, MOST).map((index) => ({ entry: entries[index]!, ranges: [] }));
  return order.slice(0, MOST).map((at) => {
    const entry = entries[info.idx[at]!]!;
    const ranges = info.ranges[at] ?? [];
    // Ranges come in pairs; those of `what` are not shown.
    return { entry, ranges: ranges.filter((_, index) => ranges[index | 1]! <= entry.name.length) };
  });
}
