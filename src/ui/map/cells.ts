import type { NodeRow, PodRow, PodState } from '../../protocol/view.ts';
import { wrongStates } from '../../widgets/pod-glyph.tsx';
import type { Mirror } from '../store/mirror.ts';
import type { Cell, Group, Wish } from './model.ts';
import type { Fits } from './search.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A cell that is kept up to date in place: of 150,000 only those that change are touched. */
export interface LiveCell extends Writable<Cell> {
  /** Of a Pod: its owner's name, as long as which its hue stays. */
  owner: string | null;
  /** null once it is gone. */
  group: LiveGroup | null;
  /** Its place in the group, as of the last time that the group was put in order. */
  at: number;
}

export interface LiveGroup extends Writable<Group> {
  cells: LiveCell[];
  found: number;
  /** Its place among the groups. */
  order: number;
  /** Cells have come, gone or changed: it must be put in order again. */
  isStale: boolean;
}

export function emptyGroup(name: string): LiveGroup {
  return { name, cells: [], wrong: 0, cordoned: 0, found: 0, order: 0, isStale: true };
}

/** Counts a cell in its group, or no longer. */
export function countCell(group: LiveGroup, cell: LiveCell, by: 1 | -1): void {
  if (cell.kind === 'Node' ? cell.dead : wrongStates.has(cell.state)) group.wrong += by;
  if (cell.cordoned) group.cordoned += by;
  if (cell.found) group.found += by;
}

export function emptyCell(kind: Cell['kind'], id: string, namespace: string, name: string): LiveCell {
  return {
    id,
    kind,
    namespace,
    name,
    value: 1,
    state: '',
    dead: false,
    cordoned: false,
    hue: 0,
    found: true,
    owner: null,
    group: null,
    at: 0,
  };
}

function fillOf(node: NodeRow, ready: number, pods: number, { colouring }: Wish): number {
  if (colouring === 'ready') return pods === 0 ? 1 : ready / pods;
  const [part, whole] =
    colouring === 'memory' ? [node.memoryUsedBytes, node.memoryBytes] : [node.cpuRequestedMilli, node.cpuMilli];
  return whole === 0 ? 0 : Math.min(1, part / whole);
}

/** Brings a node's cell up to date. Its Pods are walked: some thirty. */
export function fillNode(cell: LiveCell, mirror: Mirror, node: NodeRow, wish: Wish, fits: Fits | undefined): void {
  let [ready, pods] = [0, 0];
  let worst: PodState | '' = '';
  let found = fits === undefined || fits(node.name, node.zone);
  mirror.eachPodOn(node.name, ({ state, name }) => {
    pods++;
    if (state === 'ready' || state === 'completed') ready++;
    else if (wrongStates.has(state)) worst = state;
    if (!found && fits !== undefined) found = fits(node.name, node.zone, name);
  });
  cell.value = fillOf(node, ready, pods, wish);
  cell.state = worst;
  cell.dead = node.ready !== 'True';
  cell.cordoned = node.unschedulable;
  cell.found = found;
}

export function fillPod(cell: LiveCell, mirror: Mirror, pod: PodRow, fits: Fits | undefined): void {
  cell.state = pod.state;
  if (cell.owner !== pod.owner) cell.hue = mirror.owners.markOf(pod).hue;
  cell.owner = pod.owner;
  cell.found = fits === undefined || fits(pod.name, pod.namespace, pod.node, pod.state);
}
