import { hierarchy, treemap, treemapSquarify } from 'd3';
import type { MapModel } from './model.ts';

const head = 22;
const gap = 14;
/** Largest and smallest side of a cell at the first zoom. */
const largest = 110;
const smallest = 1;

export interface GroupPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly perRow: number;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** Side of a cell with its gap. */
  readonly pitch: number;
  readonly places: readonly GroupPlace[];
}

/** The largest side with which so many cells find room. */
function pitchFor(count: number, width: number, height: number): number {
  let pitch = Math.min(largest, Math.sqrt((width * height) / Math.max(1, count)));
  while (pitch > smallest) {
    const perRow = Math.floor(width / pitch);
    if (perRow > 0 && Math.ceil(count / perRow) * pitch <= height) return pitch;
    pitch = pitch > 6 ? Math.ceil(pitch) - 1 : pitch - 0.25;
  }
  return smallest;
}

interface Room {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How many groups of about one size stand in a column. */
function groupsPerColumn(counts: readonly number[], width: number, height: number): number {
  const columns = Math.max(1, Math.ceil(Math.sqrt((counts.length * width) / Math.max(1, height) / 1.4)));
  const usual = Math.ceil(counts.length / columns);
  const most = Math.max(...counts);
  const pitchOf = (perColumn: number): number => {
    const used = Math.ceil(counts.length / perColumn);
    const [w, h] = [(width - gap * (used - 1)) / used, (height - gap * (perColumn - 1)) / perColumn];
    return pitchFor(most, w, h - head);
  };
  // Five zones in three columns of two would leave a hole: in one row their cells are larger.
  const whole = [usual - 1, usual + 1].filter((one) => one > 0 && counts.length % one === 0);
  if (counts.length % usual === 0) return usual;
  return whole.find((one) => pitchOf(one) >= pitchOf(usual)) ?? usual;
}

/** Groups of about one size stand in columns, from top to bottom. */
function inColumns(counts: readonly number[], width: number, height: number): readonly Room[] {
  const perColumn = groupsPerColumn(counts, width, height);
  const used = Math.ceil(counts.length / perColumn);
  const [w, h] = [(width - gap * (used - 1)) / used, (height - gap * (perColumn - 1)) / perColumn];
  return counts.map((_, index) => {
    const [column, row] = [Math.floor(index / perColumn), index % perColumn];
    return { index, x: column * (w + gap), y: row * (h + gap), width: w, height: h };
  });
}

/** Groups of different sizes get areas by their numbers of cells. */
function byArea(counts: readonly number[], width: number, height: number): readonly Room[] {
  type Datum = { readonly children?: readonly Datum[]; readonly index?: number; readonly value?: number };
  const least = counts.reduce((sum, count) => sum + count, 0) / 60;
  const data: Datum = { children: counts.map((value, index) => ({ index, value })) };
  const root = hierarchy<Datum>(data).sum(({ value }) => (value === undefined ? 0 : value + least));
  const tile = treemapSquarify.ratio(1.4);
  const tree = treemap<Datum>().size([width, height]).tile(tile).paddingInner(gap).round(true)(root);
  return tree
    .leaves()
    .map(({ x0, x1, y0, y1, data: { index = 0 } }) => ({ index, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
}

/** Gives each group a room; all cells are of one size. */
export function layoutMap(model: MapModel, width: number, height: number): MapLayout {
  const counts = model.groups.map(({ cells }) => cells.length);
  const isEven = Math.max(...counts) < 2 * Math.min(...counts);
  const rooms = isEven ? inColumns(counts, width, height) : byArea(counts, width, height);
  const inner = rooms.map((room) => ({
    ...room,
    y: room.y + head,
    width: Math.max(1, room.width),
    height: Math.max(1, room.height - head),
  }));
  let pitch = largest;
  for (const room of inner)
    pitch = Math.min(pitch, pitchFor(model.groups[room.index]?.cells.length ?? 0, room.width, room.height));
  const places: GroupPlace[] = [];
  for (const { index, ...room } of inner)
    places[index] = { ...room, perRow: Math.max(1, Math.floor(room.width / pitch)) };
  return { width, height, pitch, places };
}

/** The cell at a place of the unzoomed map. */
export function cellAt(
  layout: MapLayout,
  model: MapModel,
  x: number,
  y: number,
): { group: number; index: number } | null {
  for (let group = 0; group < layout.places.length; group++) {
    const place = layout.places[group];
    if (place === undefined || x < place.x || y < place.y) continue;
    const column = Math.floor((x - place.x) / layout.pitch);
    const row = Math.floor((y - place.y) / layout.pitch);
    const index = row * place.perRow + column;
    if (column < place.perRow && index < (model.groups[group]?.cells.length ?? 0)) return { group, index };
  }
  return null;
}

/** Where a cell is on the unzoomed map. */
export function placeOf(layout: MapLayout, group: number, index: number): { readonly x: number; readonly y: number } {
  const place = layout.places[group]!;
  return {
    x: place.x + (index % place.perRow) * layout.pitch,
    y: place.y + Math.floor(index / place.perRow) * layout.pitch,
  };
}
