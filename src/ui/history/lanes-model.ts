import type { ObjectState } from '../../protocol/graph.ts';
import type { MarkRow } from '../../protocol/history.ts';
import { isKindShown } from '../objects/filter.ts';
import { compareNames } from '../store/compare-names.ts';
import type { Lane } from './history-store.ts';

/** Lanes from what people write to what follows from it. */
const order = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'ReplicaSet',
  'Pod',
  'Service',
  'EndpointSlice',
  'Node',
];

const rank = (kind: string) => {
  const at = order.indexOf(kind);
  return at < 0 ? order.length : at;
};

export interface LaneFilter {
  readonly space: string;
  readonly text: string;
  readonly switched: ReadonlySet<string>;
  /** Leaves out what has not changed since the cluster was up. */
  readonly changedOnly: boolean;
}

export function inSpace(namespace: string, space: string): boolean {
  if (space === '*') return true;
  return space === '' ? !namespace.startsWith('kube-') : namespace === space;
}

/** The lanes that are drawn, in their order. */
export function shownLanes(lanes: Iterable<Lane>, { space, text, switched, changedOnly }: LaneFilter): readonly Lane[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = ({ kind, name, marks }: Lane) => {
    const parts = [kind.toLowerCase(), name.toLowerCase(), ...marks.map(({ user }) => user.toLowerCase())];
    return words.every((word) => parts.some((part) => part.includes(word)));
  };
  return [...lanes]
    .filter((lane) => inSpace(lane.namespace, space) && isKindShown(lane.kind, switched))
    .filter((lane) => !changedOnly || (lane.marks.at(-1)?.atMs ?? 0) > 0)
    .filter(fits)
    .sort(
      (a, b) =>
        Number(a.namespace === '') - Number(b.namespace === '') ||
        compareNames(a.namespace, b.namespace) ||
        rank(a.kind) - rank(b.kind) ||
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        (a.marks[0]?.revision ?? 0) - (b.marks[0]?.revision ?? 0) ||
        compareNames(a.name, b.name),
    );
}

/** A time in which an object was in one state. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: ObjectState;
}

/** How an object was, from its first write to its last, or to now. */
export function stretchesOf(marks: readonly MarkRow[], nowMs: number): readonly Stretch[] {
  const stretches: { fromMs: number; toMs: number; state: ObjectState }[] = [];
  for (const [index, { atMs, state, type }] of marks.entries()) {
    if (type === 'DELETED') continue;
    const toMs = marks[index + 1]?.atMs ?? nowMs;
    const last = stretches.at(-1);
    if (last?.state === state && last.toMs === atMs) last.toMs = toMs;
    else stretches.push({ fromMs: atMs, toMs, state });
  }
  return stretches;
}

/** Marks of the writes, those that would lie on one another as one: the last. */
export function marksAt(
  marks: readonly MarkRow[],
  xOf: (atMs: number) => number,
): readonly { readonly x: number; readonly mark: MarkRow; readonly count: number }[] {
  const found: { x: number; mark: MarkRow; count: number }[] = [];
  for (const mark of marks) {
    const x = Math.round(xOf(mark.atMs));
    const last = found.at(-1);
    if (last !== undefined && x - last.x < 4) {
      last.mark = mark;
      last.count++;
    } else found.push({ x, mark, count: 1 });
  }
  return found;
}
