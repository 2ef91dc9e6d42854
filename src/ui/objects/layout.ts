import type { GraphRow, RefRole } from '../../protocol/graph.ts';
import { compareNames } from '../store/compare-names.ts';

export const boxWidth = 176;
export const boxHeight = 36;
const columnGap = 44;
const rowGap = 8;
const bandHead = 34;
const bandGap = 14;
const margin = 18;
/** Of what is in no namespace. */
const fewestColumns = 4;

/** Columns from left to right: who points at whom. */
const columns: Readonly<Record<string, number>> = {
  Ingress: 0,
  HorizontalPodAutoscaler: 0,
  NetworkPolicy: 0,
  PodDisruptionBudget: 0,
  CronJob: 0,
  Service: 1,
  Deployment: 2,
  StatefulSet: 2,
  DaemonSet: 2,
  ReplicaSet: 3,
  ReplicationController: 3,
  Job: 3,
  EndpointSlice: 3,
  Endpoints: 3,
  Pod: 4,
  ConfigMap: 5,
  Secret: 5,
  ServiceAccount: 5,
  PersistentVolumeClaim: 5,
};

const columnOf = ({ kind, namespace }: GraphRow) => columns[kind] ?? (namespace === '' ? 6 : 5);

export interface Box {
  readonly row: GraphRow;
  readonly x: number;
  readonly y: number;
}

export interface Band {
  readonly namespace: string;
  readonly y: number;
  readonly height: number;
}

export interface Edge {
  readonly from: Box;
  readonly to: Box;
  readonly kind: 'owns' | 'refers';
  readonly as: RefRole | 'owns';
}

export interface ObjectsLayout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly bands: readonly Band[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
}

const order = (a: GraphRow, b: GraphRow) =>
  columnOf(a) - columnOf(b) || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : compareNames(a.name, b.name));

/** Places of one namespace: rows from the top, by column. */
class Places {
  readonly rowOf = new Map<string, number>();
  private readonly taken = new Map<number, Set<number>>();

  /** Puts an object into its column, in the wanted row or the next free one. */
  put(row: GraphRow, wanted: number): number {
    const column = columnOf(row);
    const used = this.taken.get(column) ?? new Set();
    let at = Math.max(0, wanted);
    while (used.has(at)) at++;
    this.taken.set(column, used.add(at));
    this.rowOf.set(row.key, at);
    return at;
  }

  get height(): number {
    return Math.max(0, ...[...this.rowOf.values()].map((row) => row + 1));
  }
}

/** Owners with what they own, one tree below the other; then what refers to them, as near as there is room. */
function placeBand(rows: readonly GraphRow[]): Places {
  const places = new Places();
  const known = new Map(rows.map((row) => [row.key, row]));
  const owned = new Map<string, GraphRow[]>();
  for (const row of rows) if (known.has(row.owner)) owned.set(row.owner, [...(owned.get(row.owner) ?? []), row]);
  const isTree = (row: GraphRow) => columnOf(row) >= 2 && columnOf(row) <= 4 && row.kind !== 'EndpointSlice';
  let next = 0;
  const plant = (row: GraphRow): number => {
    const first = next;
    for (const child of (owned.get(row.key) ?? []).sort(order)) plant(child);
    if (next === first) next++;
    return places.put(row, first);
  };
  const hasPlace = (row: GraphRow) => places.rowOf.has(row.key);
  const isRoot = (row: GraphRow) => !known.has(row.owner);
  for (const row of [...rows].sort(order))
    if (isRoot(row) && (isTree(row) || owned.has(row.key)) && row.kind !== 'Service') plant(row);
  const near = (row: GraphRow) => {
    const others = [row.owner, ...row.refs.map(({ to }) => to), ...(pointing.get(row.key) ?? [])];
    const found = others.map((key) => places.rowOf.get(key)).filter((at) => at !== undefined);
    return found.length === 0 ? undefined : Math.min(...found);
  };
  const pointing = new Map<string, string[]>();
  for (const row of rows) for (const { to } of row.refs) pointing.set(to, [...(pointing.get(to) ?? []), row.key]);
  const rest = [...rows].sort(order).filter((row) => !hasPlace(row));
  const bound = rest.filter((row) => near(row) !== undefined);
  for (const row of bound) places.put(row, near(row)!);
  for (const row of rest) if (!hasPlace(row)) places.put(row, near(row) ?? 0);
  return places;
}

/** What is in no namespace has no order of roles: it is put down line by line. Returns the height of the band. */
function placeGrid(rows: readonly GraphRow[], count: number, y: number, boxes: Map<string, Box>): number {
  [...rows].sort(order).forEach((row, index) => {
    const x = margin + (index % count) * (boxWidth + columnGap);
    boxes.set(row.key, { row, x, y: y + bandHead + Math.floor(index / count) * (boxHeight + rowGap) });
  });
  return bandHead + Math.ceil(rows.length / count) * (boxHeight + rowGap) + bandGap;
}

function edgesOf(boxes: ReadonlyMap<string, Box>): readonly Edge[] {
  const edges: Edge[] = [];
  for (const box of boxes.values()) {
    const owner = boxes.get(box.row.owner);
    if (owner !== undefined) edges.push({ from: owner, to: box, kind: 'owns', as: 'owns' });
    for (const { to, as } of box.row.refs) {
      const target = boxes.get(to);
      if (target !== undefined && target !== owner) edges.push({ from: box, to: target, kind: 'refers', as });
    }
  }
  return edges;
}

/** Lays the objects out: a band a namespace, a column a kind of role. The same rows give the same picture. */
export function layoutObjects(rows: readonly GraphRow[]): ObjectsLayout {
  const used = [...new Set(rows.filter(({ namespace }) => namespace !== '').map(columnOf))].sort((a, b) => a - b);
  const left = (row: GraphRow) => margin + used.indexOf(columnOf(row)) * (boxWidth + columnGap);
  const spaces = [...new Set(rows.map(({ namespace }) => namespace))].sort((a, b) =>
    a === '' ? 1 : b === '' ? -1 : compareNames(a, b),
  );
  const boxes = new Map<string, Box>();
  const bands: Band[] = [];
  let y = 0;
  for (const namespace of spaces) {
    const own = rows.filter((row) => row.namespace === namespace);
    if (namespace === '') {
      const height = placeGrid(own, Math.max(fewestColumns, used.length), y, boxes);
      bands.push({ namespace, y, height });
      y += height;
      continue;
    }
    const places = placeBand(own);
    for (const row of own)
      boxes.set(row.key, { row, x: left(row), y: y + bandHead + places.rowOf.get(row.key)! * (boxHeight + rowGap) });
    const height = bandHead + places.height * (boxHeight + rowGap) + bandGap;
    bands.push({ namespace, y, height });
    y += height;
  }
  const columnCount = Math.max(bands.at(-1)?.namespace === '' ? fewestColumns : 1, used.length);
  const width = margin * 2 + columnCount * (boxWidth + columnGap) - columnGap;
  return { boxes, bands, edges: edgesOf(boxes), width, height: y };
}

const directions: Readonly<Record<string, { readonly dx: number; readonly dy: number }>> = {
  ArrowLeft: { dx: -1, dy: 0 },
  ArrowRight: { dx: 1, dy: 0 },
  ArrowUp: { dx: 0, dy: -1 },
  ArrowDown: { dx: 0, dy: 1 },
};

/** The nearest object in a direction, for the arrow keys. */
export function neighbour(layout: ObjectsLayout, from: Box, key: string): Box | undefined {
  const { dx, dy } = directions[key] ?? { dx: 0, dy: 0 };
  let best: Box | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const box of layout.boxes.values()) {
    const along = dx !== 0 ? (box.x - from.x) * dx : (box.y - from.y) * dy;
    const across = Math.abs(dx !== 0 ? box.y - from.y : box.x - from.x);
    if (along <= 1) continue;
    const cost = along + across * 3;
    if (cost < bestCost) [best, bestCost] = [box, cost];
  }
  return best;
}
