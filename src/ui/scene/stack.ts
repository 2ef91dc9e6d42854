import type { PodRow } from '../../protocol/view.ts';
import type { Owners } from '../store/owners.ts';
import { isFinished } from '../store/pod-counts.ts';
import type { Measure } from '../store/view-store.ts';
import type { FigureLayout, Vessel } from './layout.ts';

/** A Pod's place in the figure. */
export interface SlabShape {
  readonly pod: PodRow;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly hue: number;
  readonly code: string;
  /** line: asks for nothing, so it lies outside the scale. chip: finished, holds nothing. */
  readonly form: 'slab' | 'line' | 'chip';
  /** Height of the usage bar, px; 0 for none. */
  readonly usePx: number;
}

export interface Stack {
  readonly slabs: readonly SlabShape[];
  /** Units taken, and the y of the topmost slab. */
  readonly used: number;
  readonly top: number;
  /** Pods that found no room in the picture. */
  readonly hidden: number;
}

/** Least distance of Pods that ask for nothing, the most where their names have room, and room kept above, px. */
const leastPitch = 4.5;
const mostPitch = 17.5;
const headroom = 26;

/** What a Pod asks for, in the units of a measure. */
export function requestOf(pod: PodRow, measure: Measure): number {
  if (measure === 'cpu') return pod.cpuMilli / 1000;
  return measure === 'memory' ? pod.memoryBytes / 2 ** 30 : 1;
}

function usageOf(pod: PodRow, measure: Measure): number {
  if (measure === 'cpu') return pod.cpuUsedMilli / 1000;
  return measure === 'memory' ? pod.memoryUsedBytes / 2 ** 30 : 0;
}

/** Piles a node's Pods up in its vessel: requests to scale, those without as lines or tags on top, finished ones on the shelf. */
export function stackVessel(vessel: Vessel, pods: readonly PodRow[], measure: Measure, owners: Owners): Stack {
  const right = vessel.w > 40 ? 3 : 1;
  const x = vessel.x + vessel.gutter;
  const w = vessel.w - vessel.gutter - right;
  const slabs: SlabShape[] = [];
  const lines: PodRow[] = [];
  let y = vessel.bottom;
  let used = 0;
  let chips = 0;
  const put = (pod: PodRow, place: Omit<SlabShape, 'pod' | 'hue' | 'code'>) => {
    const { hue, code } = owners.markOf(pod);
    slabs.push({ pod, hue, code, ...place });
  };
  for (const pod of pods) {
    if (isFinished(pod)) {
      const chip = { x: vessel.x + chips * 14, y: vessel.bottom + 4, w: 12, h: 12, form: 'chip' as const, usePx: 0 };
      if (chip.x + 12 <= vessel.x + vessel.w) put(pod, chip);
      chips++;
      continue;
    }
    const request = requestOf(pod, measure);
    if (request === 0) {
      lines.push(pod);
      continue;
    }
    const height = request * vessel.scale;
    const inset = height >= 6 ? 0.75 : height >= 3 ? 0.5 : 0;
    y -= height;
    used += request;
    const usePx = Math.min(usageOf(pod, measure) * vessel.scale, vessel.bottom - vessel.rim);
    put(pod, { x, y: y + inset, w, h: Math.max(0.5, height - 2 * inset), form: 'slab', usePx });
  }
  const pitch = linePitch(vessel, y, lines.length);
  // Where there is room for a name, a tag stands apart from the slabs: its height means nothing.
  const tag = pitch > 9;
  if (tag && used > 0 && lines.length > 0) y -= 4;
  for (const pod of lines) {
    y -= pitch;
    const inset = tag ? 8 : 0;
    put(pod, { x: x + inset, y: y + 0.75, w: w - 2 * inset, h: Math.max(1, pitch - 1.5), form: 'line', usePx: 0 });
  }
  return { slabs, used, top: y, hidden: 0 };
}

/** Distance from one Pod that asks for nothing to the next: thin lines, or tags with names if all have room. */
function linePitch(vessel: Vessel, top: number, count: number): number {
  if (vessel.scale * 0.2 < 4 && vessel.w < 40) return 2;
  const each = (top - vessel.rim - headroom) / Math.max(1, count);
  return vessel.w >= 60 && each >= mostPitch ? mostPitch : each >= 9.5 ? 9.5 : leastPitch;
}

/** Piles pending Pods up in the queue, the longest waiting at the bottom; what does not fit is counted. */
export function stackQueue(layout: FigureLayout, pods: readonly PodRow[], owners: Owners): Stack {
  const { queue, measure, scale } = layout;
  const slabs: SlabShape[] = [];
  let y = queue.bottom;
  let hidden = 0;
  for (const pod of pods) {
    const height = Math.max(requestOf(pod, measure) * scale, queueMinimum(layout, pods.length));
    if (y - height < queue.rim - 1) {
      hidden++;
      continue;
    }
    y -= height;
    const { hue, code } = owners.markOf(pod);
    const inset = height >= 4 ? 0.75 : 0;
    slabs.push({
      pod,
      hue,
      code,
      x: queue.x + 6,
      y: y + inset,
      w: queue.w - 12,
      h: height - 2 * inset,
      form: 'slab',
      usePx: 0,
    });
  }
  return { slabs, used: pods.length, top: y, hidden };
}

/** A waiting Pod without requests still needs a slab that can be read and pressed. */
function queueMinimum(layout: FigureLayout, waiting: number): number {
  const room = layout.queue.bottom - layout.queue.rim;
  return Math.max(3, Math.min(20, room / Math.max(1, waiting)));
}
