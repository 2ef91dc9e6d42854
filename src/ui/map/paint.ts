import type { PodRow } from '../../protocol/view.ts';
import { wrongStates } from '../../widgets/pod-glyph.tsx';
import type { CanvasColors } from '../scene/canvas-colors.ts';
import type { MapLayout } from './layout.ts';
import type { Cell, MapModel } from './model.ts';
import { corner, cross, fillRect, fillSquare, type Pixels, pixelOf, strokeRect } from './pixels.ts';

/** From this side on a node is a vessel with its Pods. */
export const vesselFrom = 48;

/** The tokens as pixels. */
export interface Palette {
  readonly paper: number;
  readonly grid: number;
  readonly ink: number;
  readonly line: number;
  readonly line2: number;
  readonly alarm: number;
  readonly alarmWash: number;
  readonly solid: readonly number[];
  readonly edge: readonly number[];
  readonly wash: readonly number[];
  readonly ramp: readonly number[];
}

export function paletteOf(colors: CanvasColors): Palette {
  const all = (list: readonly string[]) => list.map(pixelOf);
  return {
    paper: pixelOf(colors.paper),
    grid: pixelOf(colors.grid),
    ink: pixelOf(colors.ink),
    line: pixelOf(colors.lineInk),
    line2: pixelOf(colors.line2),
    alarm: pixelOf(colors.alarmFill),
    alarmWash: pixelOf(colors.alarmWash),
    solid: all(colors.solid),
    edge: all(colors.edge),
    wash: all(colors.wash),
    ramp: all(colors.ramp),
  };
}

/** Step 1 to 7 of the ramp for a share. */
export function rampStep(share: number): number {
  return Math.max(1, Math.min(7, Math.round(share * share * 7)));
}

export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

interface Brush {
  readonly pixels: Pixels;
  readonly palette: Palette;
  readonly size: number;
  /** Thinnest line, in pixels of the screen. */
  readonly line: number;
  readonly podsOn: (node: string) => readonly PodRow[];
  readonly hueOf: (pod: PodRow) => number;
}

function podColors({ palette }: Brush, state: string, hue: number): { readonly fill: number; readonly edge: number } {
  if (wrongStates.has(state)) return { fill: palette.alarm, edge: palette.alarm };
  if (state === 'ready') return { fill: palette.solid[hue]!, edge: palette.edge[hue]! };
  if (state === 'completed') return { fill: palette.grid, edge: palette.line2 };
  return { fill: palette.wash[hue]!, edge: palette.edge[hue]! };
}

function paintPod(brush: Brush, cell: Cell, x: number, y: number): void {
  const { pixels, palette, size, line } = brush;
  if (!cell.found) {
    fillRect(pixels, x, y, size, size, palette.grid);
    return;
  }
  const { fill, edge } = podColors(brush, cell.state, cell.hue);
  fillRect(pixels, x, y, size, size, fill);
  if (size >= 5 * line && cell.state !== 'ready') strokeRect(pixels, x, y, size, size, line, edge);
}

/** Small Pods: nothing but their colour. */
function paintSmallPods(
  brush: Brush,
  cells: readonly Cell[],
  perRow: number,
  left: number,
  top: number,
  pitch: number,
): number {
  const { pixels, palette } = brush;
  const side = Math.max(1, Math.floor(brush.size));
  const [lastX, lastY] = [pixels.width - side, pixels.height - side];
  let painted = 0;
  for (let index = 0; index < cells.length; index++) {
    const y = Math.round(top + Math.floor(index / perRow) * pitch);
    if (y > lastY) break;
    const x = Math.round(left + (index % perRow) * pitch);
    if (y < 0 || x < 0 || x > lastX) continue;
    const { state, hue, found } = cells[index]!;
    const color = found ? smallColor(palette, state, hue) : palette.grid;
    fillSquare(pixels, x, y, side, color);
    painted++;
  }
  return painted;
}

function smallColor(palette: Palette, state: string, hue: number): number {
  if (state === 'ready') return palette.solid[hue]!;
  if (wrongStates.has(state)) return palette.alarm;
  return state === 'completed' ? palette.line2 : palette.wash[hue]!;
}

/** A node as a vessel: its Pods as slabs from the bottom, as high as what they ask for. */
function paintVessel(brush: Brush, cell: Cell, x: number, y: number, share: (pod: PodRow) => number): void {
  const { pixels, palette, size, line } = brush;
  const wall = cell.dead ? palette.alarm : palette.line;
  fillRect(pixels, x, y, size, size, cell.dead ? palette.alarmWash : palette.paper);
  let top = y + size - line;
  for (const pod of brush.podsOn(cell.name)) {
    const height = Math.max(2 * line, share(pod) * (size - line));
    const { fill, edge } = podColors(brush, pod.state, brush.hueOf(pod));
    fillRect(pixels, x + 3 * line, top - height, size - 6 * line, height, fill);
    if (height >= 4 * line) strokeRect(pixels, x + 3 * line, top - height, size - 6 * line, height, line, edge);
    top -= height;
    if (top < y) break;
  }
  fillRect(pixels, x, y, line, size, wall);
  fillRect(pixels, x + size - line, y, line, size, wall);
  fillRect(pixels, x, y + size - line, size, line, wall);
  if (cell.cordoned) fillRect(pixels, x - line, y - line, size + 2 * line, 2 * line, palette.ink);
}

function paintNode(brush: Brush, cell: Cell, x: number, y: number): void {
  const { pixels, palette, size, line } = brush;
  if (!cell.found) {
    fillRect(pixels, x, y, size, size, palette.grid);
    return;
  }
  if (cell.dead) {
    fillRect(pixels, x, y, size, size, size < 6 * line ? palette.alarm : palette.alarmWash);
    if (size >= 6 * line)
      cross(pixels, x + size * 0.28, y + size * 0.28, Math.round(size * 0.44), line * 1.5, palette.alarm);
    return;
  }
  const color = palette.ramp[rampStep(cell.value)]!;
  if (size < 6 * line) fillRect(pixels, x, y, size, size, color);
  else {
    fillRect(pixels, x, y, size, size, palette.ramp[0]!);
    const high = Math.round(size * cell.value);
    fillRect(pixels, x, y + size - high, size, high, color);
  }
  if (cell.cordoned) fillRect(pixels, x, y, size, Math.max(line, size * 0.12), palette.ink);
  if (cell.state !== '') corner(pixels, x + size, y, Math.max(3 * line, Math.round(size * 0.34)), palette.alarm);
}

export interface PaintOptions {
  readonly model: MapModel;
  readonly layout: MapLayout;
  readonly view: View;
  /** Pixels of the screen for one of the page. */
  readonly ratio: number;
  readonly palette: Palette;
  readonly podsOn: (node: string) => readonly PodRow[];
  readonly hueOf: (pod: PodRow) => number;
  /** What a Pod asks of its node, 0 to 1. */
  readonly share: (pod: PodRow) => number;
}

/** Paints the cells that are in view. Returns how many. */
export function paintMap(pixels: Pixels, { model, layout, view, ratio, palette, ...pods }: PaintOptions): number {
  pixels.data.fill(palette.paper);
  const pitch = layout.pitch * view.k * ratio;
  const gap = pitch >= 20 ? Math.round(pitch * 0.09) : pitch >= 4 ? 1 : 0;
  const size = Math.max(1, pitch - gap);
  const brush: Brush = {
    pixels,
    palette,
    size,
    line: Math.max(1, Math.round(ratio)),
    podsOn: pods.podsOn,
    hueOf: pods.hueOf,
  };
  const isVessel = model.kind === 'Node' && size / ratio >= vesselFrom;
  let painted = 0;
  model.groups.forEach(({ cells }, index) => {
    const place = layout.places[index];
    if (place === undefined) return;
    const left = (place.x * view.k + view.x) * ratio;
    const top = (place.y * view.k + view.y) * ratio;
    if (model.kind === 'Pod' && size < 5 * brush.line) {
      painted += paintSmallPods(brush, cells, place.perRow, left, top, pitch);
      return;
    }
    const firstRow = Math.max(0, Math.floor(-top / pitch));
    const lastRow = Math.min(Math.ceil(cells.length / place.perRow) - 1, Math.floor((pixels.height - top) / pitch));
    const firstColumn = Math.max(0, Math.floor(-left / pitch));
    const lastColumn = Math.min(place.perRow - 1, Math.floor((pixels.width - left) / pitch));
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = cells[row * place.perRow + column];
        if (cell === undefined) break;
        const x = left + column * pitch;
        const y = top + row * pitch;
        if (cell.kind === 'Pod') paintPod(brush, cell, x, y);
        else if (isVessel && cell.found) paintVessel(brush, cell, x, y, pods.share);
        else paintNode(brush, cell, x, y);
        painted++;
      }
    }
  });
  return painted;
}
