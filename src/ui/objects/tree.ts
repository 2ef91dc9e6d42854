import type { Box, ObjectsLayout } from './layout.ts';

/** A box's place in the tree of who owns what. */
export interface Twig {
  readonly box: Box;
  /** Depth, from 1. */
  readonly level: number;
  /** Among what has the same owner, from 1. */
  readonly position: number;
  readonly count: number;
}

const inOrder = (a: Box, b: Box) => a.y - b.y || a.x - b.x;

/** The boxes as a tree, each after its owner, in the order of the picture. What owns itself in a circle is left out. */
export function treeOf({ boxes }: ObjectsLayout): readonly Twig[] {
  const owned = new Map<string, Box[]>();
  for (const box of boxes.values()) {
    const owner = boxes.has(box.row.owner) ? box.row.owner : '';
    const own = owned.get(owner);
    if (own === undefined) owned.set(owner, [box]);
    else own.push(box);
  }
  const twigs: Twig[] = [];
  const grow = (owner: string, level: number): void => {
    const all = owned.get(owner)?.sort(inOrder) ?? [];
    all.forEach((box, index) => {
      twigs.push({ box, level, position: index + 1, count: all.length });
      grow(box.row.key, level + 1);
    });
  };
  grow('', 1);
  return twigs;
}
