import { map } from '../../language/en/map.ts';
import type { NodeRow, PodRow, PodState } from '../../protocol/view.ts';
import { wrongStates } from '../../widgets/pod-glyph.tsx';
import { compareNames } from '../store/compare-names.ts';
import type { Mirror } from '../store/mirror.ts';
import type { Colouring, Grouping, Ordering } from './map-store.ts';

/** A node or a Pod on the map. */
export interface Cell {
  readonly id: string;
  readonly kind: 'Node' | 'Pod';
  readonly namespace: string;
  readonly name: string;
  /** Of a node: how full it is, 0 to 1. */
  readonly value: number;
  /** Of a node: the worst of its Pods, '' when all is well. Of a Pod: its state. */
  readonly state: PodState | '';
  readonly dead: boolean;
  readonly cordoned: boolean;
  /** Of a Pod: the hue of its owner. */
  readonly hue: number;
  /** It fits what is searched for. */
  readonly found: boolean;
}

export interface Group {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** Cells that are wrong: nodes that are NotReady, Pods that fail. */
  readonly wrong: number;
  readonly cordoned: number;
}

export interface MapModel {
  readonly kind: 'Node' | 'Pod';
  readonly groups: readonly Group[];
  readonly count: number;
  readonly found: number;
}

export interface Wish {
  readonly grouping: Grouping;
  readonly colouring: Colouring;
  readonly ordering: Ordering;
  readonly text: string;
}

/** What the Pods of a node come to; kept as long as the list of them is the same. */
interface Load {
  readonly ready: number;
  readonly worst: PodState | '';
}

const loads = new WeakMap<readonly PodRow[], Load>();

function loadOf(pods: readonly PodRow[]): Load {
  const known = loads.get(pods);
  if (known !== undefined) return known;
  let ready = 0;
  let worst: PodState | '' = '';
  for (const { state } of pods) {
    if (state === 'ready' || state === 'completed') ready++;
    else if (wrongStates.has(state)) worst = state;
  }
  const load = { ready, worst };
  loads.set(pods, load);
  return load;
}

/** How full a node is by what is asked for. */
function fillOf(node: NodeRow, pods: readonly PodRow[], colouring: Colouring): number {
  if (colouring === 'ready') return pods.length === 0 ? 1 : loadOf(pods).ready / pods.length;
  const [part, whole] =
    colouring === 'memory' ? [node.memoryUsedBytes, node.memoryBytes] : [node.cpuRequestedMilli, node.cpuMilli];
  return whole === 0 ? 0 : Math.min(1, part / whole);
}

type Fits = (...parts: readonly string[]) => boolean;

/** Whether each word of a search is in one of the parts; undefined where nothing is searched for. */
function matcher(text: string): Fits | undefined {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return (...parts) => {
    for (const word of words) if (!parts.some((part) => part.includes(word))) return false;
    return true;
  };
}

function nodeCell(mirror: Mirror, node: NodeRow, wish: Wish, fits: Fits | undefined): Cell {
  const pods = mirror.podsOn(node.name);
  const found = fits === undefined || fits(node.name, node.zone, ...pods.map(({ name }) => name));
  return {
    ...{ id: node.name, kind: 'Node', namespace: '', name: node.name, value: fillOf(node, pods, wish.colouring) },
    ...{ state: loadOf(pods).worst, dead: node.ready !== 'True', cordoned: node.unschedulable, hue: 0, found },
  };
}

/** One plain literal: of 150,000 Pods each spread would be felt. */
function podCell(mirror: Mirror, pod: PodRow, fits: Fits | undefined): Cell {
  const { uid, namespace, name, state, node } = pod;
  return {
    id: uid,
    kind: 'Pod',
    namespace,
    name,
    value: 1,
    state,
    dead: false,
    cordoned: false,
    hue: mirror.owners.markOf(pod).hue,
    found: fits === undefined || fits(name, namespace, node, state),
  };
}

const severity: Readonly<Record<string, number>> = {
  crash: 0,
  imgpull: 0,
  failed: 0,
  evicted: 1,
  unknown: 1,
  pending: 2,
  creating: 3,
  notready: 3,
  terminating: 4,
};

function inOrder(cells: Cell[], ordering: Ordering): readonly Cell[] {
  const worse = (cell: Cell) => (cell.dead ? -1 : (severity[cell.state] ?? 9));
  if (ordering === 'fill') return cells.sort((a, b) => b.value - a.value || compareNames(a.name, b.name));
  if (ordering === 'state') return cells.sort((a, b) => worse(a) - worse(b));
  return cells;
}

function groupsOf(cells: ReadonlyMap<string, Cell[]>, ordering: Ordering): readonly Group[] {
  return [...cells]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([name, own]) => ({
      name,
      cells: inOrder(own, ordering),
      wrong: own.filter((cell) => (cell.kind === 'Node' ? cell.dead : wrongStates.has(cell.state))).length,
      cordoned: own.filter(({ cordoned }) => cordoned).length,
    }));
}

/** What the map shows: nodes or Pods, in groups. */
export function buildModel(mirror: Mirror, wish: Wish): MapModel {
  const cells = new Map<string, Cell[]>();
  let found = 0;
  let count = 0;
  const fits = matcher(wish.text);
  const add = (group: string, cell: Cell) => {
    const own = cells.get(group);
    if (own === undefined) cells.set(group, [cell]);
    else own.push(cell);
    count++;
    if (cell.found) found++;
  };
  const ofNodes = wish.grouping === 'zone' || wish.grouping === 'none';
  if (ofNodes) {
    for (const name of mirror.nodeNames()) {
      const node = mirror.nodes.get(name)!;
      const zone = node.zone === '' ? map('noZone') : map('zone', { zone: node.zone });
      add(wish.grouping === 'zone' ? zone : map('allNodes'), nodeCell(mirror, node, wish, fits));
    }
  } else {
    const nobody = map('noOwner');
    for (const pod of mirror.pods.values()) {
      const group = wish.grouping === 'owner' ? pod.owner || nobody : pod.namespace;
      add(group, podCell(mirror, pod, fits));
    }
  }
  return { kind: ofNodes ? 'Node' : 'Pod', groups: groupsOf(cells, wish.ordering), count, found };
}
