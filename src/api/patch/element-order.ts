import { isMap, kindOf } from './json.ts';

/** Ordering of merged lists. Models the ordering half of apimachinery/pkg/util/strategicpatch. */

/** What tells two items of a list apart: the value of the merge key, or the item itself in a list of scalars. */
export function identity(item: unknown, mergeKey: string): unknown {
  return mergeKey !== '' && isMap(item) ? item[mergeKey] : item;
}

/**
 * Orders a merged list: items that the patch names in the patch's order, all others in the server's, interleaved so
 * that the server's order holds where it can.
 */
export function orderMerged(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
): readonly unknown[] {
  const rankInPatch = ranks(patchOrder, mergeKey);
  const rankOnServer = ranks(serverOrder, mergeKey);
  const id = (item: unknown): unknown => identity(item, mergeKey);
  const right = sortedBy(
    merged.filter((item) => rankInPatch.has(id(item))),
    rankInPatch,
    id,
  );
  const left = sortedBy(
    merged.filter((item) => !rankInPatch.has(id(item))),
    rankOnServer,
    id,
  );
  const ordered: unknown[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i >= left.length) ordered.push(right[j++]);
    else if (j >= right.length) ordered.push(left[i++]);
    else {
      const l = rankOnServer.get(id(left[i]));
      const r = rankOnServer.get(id(right[j]));
      ordered.push(l !== undefined && r !== undefined && l < r ? left[i++] : right[j++]);
    }
  }
  return ordered;
}

/** Sorts items into the order of another list; those it does not have go last. */
export function inOrderOf(items: readonly unknown[], order: readonly unknown[], mergeKey: string): readonly unknown[] {
  return sortedBy(items, ranks(order, mergeKey), (item) => identity(item, mergeKey));
}

function ranks(order: readonly unknown[], mergeKey: string): ReadonlyMap<unknown, number> {
  const rank = new Map<unknown, number>();
  for (const [i, item] of order.entries()) {
    const key = identity(item, mergeKey);
    if (!rank.has(key)) rank.set(key, i);
  }
  return rank;
}

function sortedBy(
  items: readonly unknown[],
  rank: ReadonlyMap<unknown, number>,
  id: (item: unknown) => unknown,
): readonly unknown[] {
  const last = rank.size;
  return [...items].sort((a, b) => (rank.get(id(a)) ?? last) - (rank.get(id(b)) ?? last));
}

/** The kind of all elements of some lists, or undefined if there are none. Throws if they differ, or are lists. */
export function elementKind(...lists: readonly (readonly unknown[])[]): string | undefined {
  let kind: string | undefined;
  for (const list of lists) {
    for (const item of list) {
      const own = kindOf(item);
      if (own === 'list') throw new Error('lists of lists are not supported');
      if (kind !== undefined && own !== kind) throw new Error('list element types are not identical');
      kind = own;
    }
  }
  return kind;
}
