/** A place in an order of use; a link of a chain. */
export interface Link<T> {
  readonly item: T;
  older: Link<T> | undefined;
  newer: Link<T> | undefined;
}

/** Items by when they were last used. A Map whose entries are taken out and put in again does the same, but slowly. */
export interface Recency<T> {
  /** Puts an item in as the newest. */
  add(item: T): Link<T>;
  /** Makes one that is in the newest. */
  touch(link: Link<T>): void;
  remove(link: Link<T>): void;
  oldest(): T | undefined;
}

/** Makes an empty order. */
export function createRecency<T>(): Recency<T> {
  let newest: Link<T> | undefined;
  let oldest: Link<T> | undefined;

  const append = (link: Link<T>): void => {
    link.older = newest;
    link.newer = undefined;
    if (newest) newest.newer = link;
    else oldest = link;
    newest = link;
  };
  const remove = ({ older, newer }: Link<T>): void => {
    if (older) older.newer = newer;
    else oldest = newer;
    if (newer) newer.older = older;
    else newest = older;
  };

  return {
    add(item) {
      const link: Link<T> = { item, older: undefined, newer: undefined };
      append(link);
      return link;
    },
    touch(link) {
      if (link === newest) return;
      remove(link);
      append(link);
    },
    remove,
    oldest: () => oldest?.item,
  };
}
