import { compareNames } from '../store/compare-names.ts';
import type { LiveCell, LiveGroup } from './cells.ts';
import type { Ordering } from './map-store.ts';

/** How bad a state is, from the worst; what is not named is well. */
const severity: Readonly<Record<string, number>> = {
  crash: 1,
  imgpull: 1,
  failed: 1,
  evicted: 2,
  unknown: 2,
  pending: 3,
  creating: 4,
  notready: 4,
  terminating: 5,
};
const well = 6;

const rankOf = (cell: LiveCell): number => (cell.dead ? 0 : (severity[cell.state] ?? well));

/** Into as many heaps as there are ranks: sorting 150,000 cells by a rank would be felt. */
function byState(cells: readonly LiveCell[]): readonly LiveCell[] {
  const heaps: LiveCell[][] = Array.from({ length: well + 1 }, () => []);
  for (const cell of cells) heaps[rankOf(cell)]!.push(cell);
  return heaps.flat();
}

/** The cells that a group still has, in the order in which they are shown, with their places. */
export function inOrder(group: LiveGroup, ordering: Ordering): readonly LiveCell[] {
  const own = group.cells.filter((cell) => cell.group === group);
  const isOfNodes = own[0]?.kind === 'Node';
  const cells =
    ordering === 'state'
      ? byState(own)
      : ordering === 'fill' && isOfNodes
        ? own.sort((a, b) => b.value - a.value || compareNames(a.name, b.name))
        : own;
  for (let at = 0; at < cells.length; at++) cells[at]!.at = at;
  group.isStale = false;
  return cells;
}
