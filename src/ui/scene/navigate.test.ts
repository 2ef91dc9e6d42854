import { expect, test } from 'vitest';
import { createDelta, createMirror } from '../store/mirror.ts';
import type { Selection } from '../store/view-store.ts';
import { frameOf, nodeRow, podRow } from '../testing/rows.ts';
import { type Direction, moveCursor } from './navigate.ts';

const mirror = createMirror();
mirror.apply(
  frameOf({
    reset: true,
    nodes: [nodeRow({ name: 'node-1' }), nodeRow({ name: 'node-2' })],
    pods: [
      podRow({ name: 'waits' }),
      podRow({ name: 'a', node: 'node-1', createdMs: 1 }),
      podRow({ name: 'b', node: 'node-1', createdMs: 2 }),
      podRow({ name: 'c', node: 'node-2' }),
    ],
  }),
  createDelta(),
);

function walk(...directions: Direction[]): string {
  let cursor: Selection | null = null;
  for (const direction of directions) cursor = moveCursor(mirror, cursor, direction);
  return cursor === null ? '' : cursor.name;
}

const cases: readonly (readonly [name: string, directions: readonly Direction[], at: string])[] = [
  ['the first key enters the figure at the first node', ['up'], 'node-1'],
  ['up goes from the node to its lowest Pod', ['up', 'up'], 'a'],
  ['up stops at the highest Pod', ['up', 'up', 'up', 'up', 'up'], 'b'],
  ['down goes back to the node and stops there', ['up', 'up', 'down', 'down'], 'node-1'],
  ['right keeps the level as far as it goes', ['up', 'up', 'up', 'right'], 'c'],
  ['left of the first node is the queue', ['up', 'left'], 'waits'],
  ['the queue is the leftmost', ['up', 'left', 'left'], 'waits'],
  ['right stops at the last node', ['up', 'right', 'right', 'right'], 'node-2'],
];
for (const [name, directions, at] of cases) test(name, () => expect(walk(...directions)).toBe(at));
