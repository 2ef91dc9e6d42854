import { figure } from '../../language/en/figure.ts';
import type { NodeRow } from '../../protocol/view.ts';
import type { Measure } from '../store/view-store.ts';
import { chooseRows, type Detail, type Grid, gridOf } from './grid.ts';
import { type Ruler, rulerTicks } from './ruler.ts';

/** Type sizes of the figure, px. */
export const figureText = 11;
export const headText = 13;

export interface LayoutInput {
  /** Of the window on the figure, px. */
  readonly width: number;
  readonly height: number;
  /** How much larger the figure is than the window; text keeps its size. */
  readonly zoom: number;
  readonly nodes: readonly NodeRow[];
  readonly measure: Measure;
  /** With the Pods scale: how many slabs a vessel shows room for. */
  readonly shownPods: number;
  /** Finished Pods lie on a shelf below the vessels. */
  readonly shelf: boolean;
}

/** A node's place in the figure. */
export interface Vessel {
  readonly name: string;
  readonly x: number;
  readonly w: number;
  /** Where its allocatable amount ends, and its bottom. */
  readonly rim: number;
  readonly bottom: number;
  readonly headY: number;
  readonly stemX: number;
  /** Distance from this vessel to the next, px. */
  readonly pitch: number;
  /** The API-server line that its stem hangs on. */
  readonly lineY: number;
  /** px a unit of the measure, and how many units it holds. */
  readonly scale: number;
  readonly capacity: number;
  /** Part of its capacity is not drawn: the walls are broken below the rim. */
  readonly broken: boolean;
  readonly gutter: number;
}

export interface Station {
  readonly name: string;
  readonly x: number;
}

export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  /** Where the figure's origin lies in a picture magnified as a whole, px: what has no magnified size moves by this. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly detail: Detail;
  readonly measure: Measure;
  readonly scale: number;
  readonly left: number;
  readonly right: number;
  readonly busY: number;
  readonly apiWidth: number;
  readonly stations: readonly Station[];
  /** Further API lines, when the nodes stand in several rows. */
  readonly branches: readonly number[];
  readonly trunkX: number;
  readonly queue: {
    readonly x: number;
    readonly w: number;
    readonly rim: number;
    readonly bottom: number;
    readonly headY: number;
  };
  readonly rulers: readonly Ruler[];
  readonly vessels: readonly Vessel[];
  readonly zones: readonly { readonly x1: number; readonly x2: number; readonly y: number; readonly label: string }[];
  readonly shelf: boolean;
}

/** How much a node holds, in the units of a measure: CPUs, GiB, Pods. */
export function capacityOf(node: NodeRow, measure: Measure): number {
  if (measure === 'cpu') return node.cpuMilli / 1000;
  return measure === 'memory' ? node.memoryBytes / 2 ** 30 : node.maxPods;
}

const padding = 14;
const stationPlaces: readonly (readonly [string, number])[] = [
  ['kube-controller-manager', 0.02],
  ['kube-scheduler', 0.4],
  ['cloud-controller-manager', 0.66],
];

/** Computes where everything stands. Pure: the same input gives the same figure. */
export function layoutFigure(input: LayoutInput): FigureLayout {
  const { nodes, measure, zoom } = input;
  const busY = figureText * 3.3;
  const queueWidth = Math.max(84, Math.min(132, input.width * 0.15));
  const rulerWidth = figureText * 3.1;
  const left = padding + queueWidth + padding + rulerWidth;
  const inner = input.width - left - padding;
  const rows = chooseRows(Math.max(1, nodes.length), inner, input.height - busY);
  const width = left + inner * zoom + padding;
  const height = busY + (input.height - busY) * zoom;
  const grid = gridOf(rows, Math.max(1, nodes.length), inner * zoom, height - busY, input.shelf);
  const largest = Math.max(0.001, ...nodes.map((node) => drawnCapacity(node, input)));
  const boxHeight = Math.max(12, grid.rowHeight - grid.head - grid.foot);
  const scale = measure === 'pods' ? Math.min(56, boxHeight / largest) : boxHeight / largest;

  const rowTop = (row: number) => busY + row * grid.rowHeight;
  const vessels = placeVessels(input, grid, { left, busY, boxHeight, scale });
  const lastRow = Math.ceil(nodes.length / grid.columns) - 1;
  const firstRim = busY + grid.head;
  const firstBottom = busY + grid.rowHeight - grid.foot;
  const drawnTop = measure === 'pods' ? boxHeight / scale : largest;
  return {
    width,
    height,
    shiftX: left * (zoom - 1),
    shiftY: busY * (zoom - 1),
    detail: grid.detail,
    measure,
    scale,
    left,
    right: width - padding,
    busY,
    apiWidth: Math.max(queueWidth, 112),
    stations: stationPlaces.map(([name, at]) => ({ name, x: left + (width - left - padding) * at })),
    branches: Array.from({ length: Math.max(0, lastRow) }, (_, index) => rowTop(index + 1)),
    trunkX: left - rulerWidth + 6,
    queue: {
      x: padding,
      w: queueWidth,
      rim: firstRim,
      bottom: lastRow > 0 ? rowTop(lastRow) + grid.rowHeight - grid.foot : firstBottom,
      headY: busY + Math.max(grid.headY, 22),
    },
    rulers:
      boxHeight < 90
        ? []
        : Array.from({ length: Math.max(1, lastRow + 1) }, (_, row) => {
            const bottom = rowTop(row) + grid.rowHeight - grid.foot;
            return rulerTicks({ x: left - grid.gap * 0.6, bottom, scale, top: drawnTop, measure, named: row === 0 });
          }),
    vessels,
    zones: grid.detail === 'full' ? zoneBrackets(nodes, vessels, height - figureText * 1.1) : [],
    shelf: input.shelf,
  };
}

interface Frame {
  readonly left: number;
  readonly busY: number;
  /** Height of a vessel's place, and px a unit. */
  readonly boxHeight: number;
  readonly scale: number;
}

function placeVessels(input: LayoutInput, grid: Grid, frame: Frame): Vessel[] {
  const { nodes, measure } = input;
  const { left, busY, boxHeight, scale } = frame;
  return nodes.map((node, index) => {
    const lineY = busY + Math.floor(index / grid.columns) * grid.rowHeight;
    const x = left + (index % grid.columns) * grid.slot;
    const bottom = lineY + grid.rowHeight - grid.foot;
    return {
      name: node.name,
      x,
      w: grid.vesselWidth,
      rim: bottom - (measure === 'pods' ? boxHeight : drawnCapacity(node, input) * scale),
      bottom,
      headY: lineY + grid.headY,
      stemX: x + grid.vesselWidth + lipOf(grid.vesselWidth),
      pitch: grid.slot,
      lineY,
      scale,
      capacity: capacityOf(node, measure),
      broken: measure === 'pods' && boxHeight / scale < node.maxPods - 0.5,
      gutter: measure === 'pods' ? 3 : grid.gutter,
    };
  });
}

/** How far a vessel's lip sticks out, px. */
export function lipOf(width: number): number {
  return Math.min(6, width * 0.05);
}

function drawnCapacity(node: NodeRow, input: LayoutInput): number {
  return input.measure === 'pods' ? Math.min(node.maxPods, input.shownPods) : capacityOf(node, input.measure);
}

function zoneBrackets(nodes: readonly NodeRow[], vessels: readonly Vessel[], y: number): FigureLayout['zones'] {
  const zones: { x1: number; x2: number; y: number; label: string }[] = [];
  nodes.forEach((node, index) => {
    const vessel = vessels[index]!;
    if (node.zone === '') return;
    const last = zones.at(-1);
    const label = figure('zone', { zone: node.zone });
    if (last?.label === label && nodes[index - 1]?.zone === node.zone) last.x2 = vessel.x + vessel.w;
    else zones.push({ x1: vessel.x, x2: vessel.x + vessel.w, y, label });
  });
  return zones;
}
