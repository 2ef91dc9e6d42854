import type { KeyValue, RangeCommand } from './command.ts';

/** A key-value without its value. */
export function keyOnly({ key, createRevision, modRevision, version, lease }: KeyValue): KeyValue {
  return { key, value: '', createRevision, modRevision, version, lease };
}

/** Keys are ordered by code unit. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts the results of a range as it asks. */
export function sortBy(kvs: KeyValue[], order: NonNullable<RangeCommand['order']>): void {
  const sign = order === 'keyDesc' || order === 'modDesc' ? -1 : 1;
  if (order === 'keyDesc') kvs.sort((a, b) => sign * compareKeys(a.key, b.key));
  else kvs.sort((a, b) => sign * (a.modRevision - b.modRevision));
}
