import type { Mirror } from '../store/mirror.ts';
import type { Selection } from '../store/view-store.ts';

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

const nodeAt = (name: string): Selection => ({ kind: 'Node', namespace: '', name });

interface Spot {
  /** '' is the queue. */
  readonly node: string;
  /** Place in the stack from the bottom, -1 for the node itself. */
  readonly level: number;
}

function spotOf(mirror: Mirror, cursor: Selection | null): Spot | null {
  if (cursor === null) return null;
  if (cursor.kind === 'Node') return mirror.nodes.has(cursor.name) ? { node: cursor.name, level: -1 } : null;
  const pod = mirror.findPod(cursor.namespace, cursor.name);
  return pod === undefined ? null : { node: pod.node, level: mirror.podsOn(pod.node).indexOf(pod) };
}

function selectionAt(mirror: Mirror, spot: Spot): Selection | null {
  const pods = mirror.podsOn(spot.node);
  const pod = pods[Math.min(spot.level, pods.length - 1)];
  if (spot.level >= 0 && pod !== undefined) return { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  return spot.node === '' ? null : nodeAt(spot.node);
}

/** Where the keyboard goes next: sideways among nodes (the queue is leftmost), up and down in a stack. */
export function moveCursor(mirror: Mirror, cursor: Selection | null, direction: Direction): Selection | null {
  const names = mirror.nodeNames();
  const columns = mirror.podsOn('').length > 0 ? ['', ...names] : names;
  const spot = spotOf(mirror, cursor);
  if (spot === null || columns.length === 0) return names[0] === undefined ? null : nodeAt(names[0]);
  const at = columns.indexOf(spot.node);
  if (direction === 'first' || direction === 'last') {
    const node = direction === 'first' ? columns[0]! : columns.at(-1)!;
    return selectionAt(mirror, { node, level: node === '' ? 0 : -1 });
  }
  if (direction === 'left' || direction === 'right') {
    const node = columns[Math.max(0, Math.min(columns.length - 1, at + (direction === 'right' ? 1 : -1)))]!;
    return selectionAt(mirror, { node, level: node === '' ? Math.max(0, spot.level) : spot.level });
  }
  const lowest = spot.node === '' ? 0 : -1;
  const highest = mirror.podsOn(spot.node).length - 1;
  const level = Math.max(lowest, Math.min(highest, spot.level + (direction === 'up' ? 1 : -1)));
  return selectionAt(mirror, { node: spot.node, level });
}
