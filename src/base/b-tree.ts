import type Tree from 'sorted-btree';
import * as loaded from 'sorted-btree';

// The package is CommonJS, and bundlers differ in what they make of its default export: the class, or an object with it.
const exported: unknown = loaded.default;

/** An ordered map with O(log n) insertion and deletion and cheap ranges. */
export const BTree = (
  typeof exported === 'function' ? exported : (exported as { default: unknown }).default
) as typeof Tree;

/** The type of `BTree`'s instances. */
export type BTree<K, V> = Tree<K, V>;
