import type { Edge, Figure, Row, Station } from './figure-model.ts';

/** A box of the figure; `y` is its middle. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A line between two boxes: its width is its rate. */
export interface Wire {
  readonly edge: Edge;
  readonly d: string;
  readonly width: number;
  /** Where it ends, for its label. */
  readonly end: { readonly x: number; readonly y: number };
  /** It comes down to its end: the room for a label is below it. */
  readonly falls: boolean;
}

/** Where the parts of the table beside the Pods stand. */
export interface Columns {
  readonly client: number;
  readonly via: number | null;
  readonly service: number;
  readonly row: number;
  readonly node: number;
  readonly rate: number;
  readonly times: readonly [number, number];
  readonly failed: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly columns: Columns;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly rowY: ReadonlyMap<string, number>;
  readonly rowsEnd: number;
  readonly wires: readonly Wire[];
}

export const headY = 26;
const top = 46;
const edgeX = 20;
/** Above the chips of Pods without traffic, and with the chips. */
const foot = 30;
const footWithIdle = 78;
export const slabWidth = 126;
type Widths = Readonly<Record<Station['column'], number>>;
const wideBoxes: Widths = { client: 122, via: 170, service: 176 };
const narrowBoxes: Widths = { client: 108, via: 138, service: 150 };
/** Of the room between the boxes so much is before the Pods, where the rules stand. */
const lastGapShare = 0.44;
const mostWidth = 26;
const gapShare = 0.5;

/** How many rows fit at a readable height. */
export function rowsThatFit(height: number): number {
  return Math.max(12, Math.floor((height - top - foot) / 20));
}

const heightOf = ({ column, rules, losses, differs }: Station): number => {
  const base = column === 'client' ? 40 : column === 'service' ? 64 : 66;
  return base + rules.length * 19 + Math.min(2, losses.length) * 15 + (differs === '' ? 0 : 15);
};

function columnsOf(width: number, boxWidth: Widths, hasVia: boolean): Columns {
  const right = Math.max(380, Math.min(560, width * 0.38));
  const row = width - right - edgeX;
  const boxes = boxWidth.client + boxWidth.service + (hasVia ? boxWidth.via : 0);
  const room = row - edgeX - boxes;
  const gap = Math.max(96, room * lastGapShare);
  const via = edgeX + boxWidth.client + (room - gap) / 2;
  return {
    client: edgeX,
    via: hasVia ? via : null,
    service: row - gap - boxWidth.service,
    row,
    node: row + slabWidth + 12,
    rate: row + slabWidth + 68,
    times: [row + slabWidth + 148, width - 108],
    failed: width - edgeX,
  };
}

/** Rows from the top, with a little more room between Services. */
function placeRows(rows: readonly Row[], height: number, hasIdle: boolean) {
  const breaks = rows.filter((row, index) => index > 0 && row.service !== rows[index - 1]!.service).length;
  const room = height - top - (hasIdle ? footWithIdle : foot);
  const rowHeight = Math.max(20, Math.min(46, room / Math.max(1, rows.length + breaks * gapShare)));
  const rowY = new Map<string, number>();
  let y = top;
  for (const [index, row] of rows.entries()) {
    if (index > 0 && row.service !== rows[index - 1]!.service) y += rowHeight * gapShare;
    rowY.set(row.id, y + rowHeight / 2);
    y += rowHeight;
  }
  return { rowHeight, rowY, rowsEnd: y };
}

/** Pushes boxes of a column apart that would overlap, keeping their order. */
function spread(wanted: readonly { readonly id: string; readonly y: number; readonly h: number }[], end: number) {
  const sorted = [...wanted].sort((a, b) => a.y - b.y);
  const placed: { id: string; y: number; h: number }[] = [];
  let free = top;
  for (const box of sorted) {
    const y = Math.max(box.y, free + box.h / 2);
    placed.push({ ...box, y });
    free = y + box.h / 2 + 12;
  }
  let limit = end;
  for (const box of placed.toReversed()) {
    box.y = Math.max(top + box.h / 2, Math.min(box.y, limit - box.h / 2));
    limit = box.y - box.h / 2 - 12;
  }
  return placed;
}

const middle = (values: readonly number[], other: number) =>
  values.length === 0 ? other : values.reduce((sum, value) => sum + value, 0) / values.length;

function placeBoxes(
  figure: Figure,
  columns: Columns,
  boxWidth: Widths,
  rowY: ReadonlyMap<string, number>,
  end: number,
) {
  const boxes = new Map<string, Box>();
  const yOf = (id: string) => rowY.get(id) ?? boxes.get(id)?.y;
  for (const column of ['service', 'via', 'client'] as const) {
    const wanted = figure.stations
      .filter((station) => station.column === column)
      .map((station) => {
        const ys = figure.edges.filter((edge) => edge.from === station.id).flatMap((edge) => yOf(edge.to) ?? []);
        return { id: station.id, y: middle(ys, (top + end) / 2), h: heightOf(station) };
      });
    const x = column === 'via' ? (columns.via ?? 0) : columns[column];
    for (const { id, y, h } of spread(wanted, end)) boxes.set(id, { x, y, w: boxWidth[column], h });
  }
  return boxes;
}

/** Where the lines of a box leave or reach it, so that they lie side by side. */
function docks(edges: readonly Edge[], widthOf: (edge: Edge) => number, box: Box, yOf: (edge: Edge) => number) {
  const sorted = [...edges].sort((a, b) => yOf(a) - yOf(b));
  const total = sorted.reduce((sum, edge) => sum + widthOf(edge), 0);
  const squeeze = Math.min(1, (box.h - 10) / Math.max(1, total));
  const found = new Map<Edge, number>();
  let y = box.y - (total * squeeze) / 2;
  for (const edge of sorted) {
    found.set(edge, y + (widthOf(edge) * squeeze) / 2);
    y += widthOf(edge) * squeeze;
  }
  return found;
}

function wiresOf(figure: Figure, boxes: ReadonlyMap<string, Box>, widest: number): Wire[] {
  const widthOf = (edge: Edge) => Math.max(1.2, (mostWidth * edge.perSecond) / widest);
  const outY = new Map<Edge, number>();
  const inY = new Map<Edge, number>();
  for (const [id, box] of boxes) {
    const yAt = (other: string) => boxes.get(other)?.y ?? 0;
    const out = figure.edges.filter((edge) => edge.from === id);
    for (const [edge, y] of docks(out, widthOf, box, (one) => yAt(one.to))) outY.set(edge, y);
    const into = figure.edges.filter((edge) => edge.to === id);
    for (const [edge, y] of docks(into, widthOf, box, (one) => yAt(one.from))) inY.set(edge, y);
  }
  return figure.edges.flatMap((edge) => {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    if (from === undefined || to === undefined) return [];
    const [x1, y1, x2, y2] = [from.x + from.w, outY.get(edge)!, to.x, inY.get(edge)!].map(
      (n) => Math.round(n * 10) / 10,
    );
    const bend = (x1! + x2!) / 2;
    const d = `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
    return [{ edge, d, width: widthOf(edge), end: { x: x2!, y: y2! }, falls: y2! > y1! }];
  });
}

/** Lays the figure out in a space. */
export function layOut(figure: Figure, width: number, height: number): Layout {
  const hasVia = figure.stations.some((station) => station.column === 'via');
  const boxWidth = hasVia && width < 1200 ? narrowBoxes : wideBoxes;
  const columns = columnsOf(width, boxWidth, hasVia);
  const { rowHeight, rowY, rowsEnd } = placeRows(figure.rows, height, figure.idle.length > 0);
  const boxes = placeBoxes(figure, columns, boxWidth, rowY, Math.max(rowsEnd, Math.min(height - 90, top + 300)));
  for (const row of figure.rows)
    boxes.set(row.id, { x: columns.row, y: rowY.get(row.id)!, w: slabWidth, h: Math.min(32, rowHeight - 6) });
  const widest = Math.max(60, ...figure.edges.map((edge) => edge.perSecond));
  const needed = Math.max(rowsEnd + (figure.idle.length > 0 ? footWithIdle : foot), height);
  return { width, height: needed, rowHeight, columns, boxes, rowY, rowsEnd, wires: wiresOf(figure, boxes, widest) };
}
