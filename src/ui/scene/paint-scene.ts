import type { NodeRow } from '../../protocol/view.ts';
import { fitText } from '../../widgets/fit-text.ts';
import type { CanvasColors } from './canvas-colors.ts';
import { stemPaths } from './figure-lines.tsx';
import type { Detail } from './grid.ts';
import { lipOf, type Vessel } from './layout.ts';
import { paintSlab } from './paint-slab.ts';
import type { Scene } from './scene-model.ts';
import type { Stack } from './stack.ts';
import { wallPath } from './vessel-view.tsx';

/** What part of the figure can be seen, in the figure's own px. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly colors: CanvasColors;
  readonly nowMs: number;
}

/** What holds for all vessels of a figure. */
export interface Look {
  readonly detail: Detail;
  /** Pods are too thin to be told apart: vessels show their fill level. */
  readonly levels: boolean;
}

export function lookOf(scene: Scene): Look {
  let height = 0;
  let count = 0;
  scene.layout.vessels.forEach((vessel, index) => {
    height += vessel.bottom - scene.stacks[index]!.top;
    count += scene.stacks[index]!.slabs.length;
  });
  const { detail } = scene.layout;
  return { detail, levels: detail === 'cell' || (count > 0 && height / count < 1) };
}

export function isSeen(vessel: Vessel, window: Window): boolean {
  return (
    vessel.stemX + 8 >= window.x &&
    vessel.x - 8 <= window.x + window.w &&
    vessel.bottom + 8 >= window.y &&
    vessel.lineY - 8 <= window.y + window.h
  );
}

function strokePath(brush: Brush, path: string, style: string, width: number): void {
  if (path === '') return;
  brush.context.strokeStyle = style;
  brush.context.lineWidth = width;
  brush.context.stroke(new Path2D(path));
}

function paintHead(brush: Brush, vessel: Vessel, node: NodeRow, detail: Detail): void {
  if (vessel.w < 18) return;
  const { context, colors } = brush;
  const down = node.ready !== 'True';
  const tiny = detail === 'tiny';
  const size = tiny ? 9.5 : 12;
  const name = tiny ? node.name.replace(/^.*-/, '') : fitText(node.name, vessel.w - 14, size, 600);
  context.font = `600 ${size}px ${colors.sans}`;
  context.fillStyle = down ? colors.alarm : colors.ink;
  context.fillText(name, vessel.x + (tiny ? 0 : 14), vessel.headY + size);
  if (tiny) return;
  if (down) {
    strokePath(brush, `M${vessel.x + 1.5} ${vessel.headY + 5}l7 7m0 -7l-7 7`, colors.alarm, 2);
    return;
  }
  context.fillStyle = node.unschedulable ? colors.ink : colors.good;
  context.beginPath();
  context.arc(vessel.x + 5, vessel.headY + 8.4, 3.6, 0, Math.PI * 2);
  context.fill();
}

/** Below two pixels a Pod, a vessel shows its fill level and the worst state as a corner mark. */
function paintLevel(brush: Brush, vessel: Vessel, stack: Stack): void {
  const { context, colors } = brush;
  const height = vessel.bottom - vessel.rim;
  const top = Math.max(vessel.rim, stack.top);
  const share = height > 0 ? (vessel.bottom - top) / height : 0;
  context.fillStyle = colors.ramp[Math.max(1, Math.min(7, Math.round(share * share * 7)))]!;
  context.fillRect(vessel.x, top, vessel.w, vessel.bottom - top);
  if (!stack.slabs.some((slab) => slab.pod.state === 'crash' || slab.pod.state === 'imgpull')) return;
  context.fillStyle = colors.alarmFill;
  context.fillRect(vessel.x + vessel.w - 4, vessel.rim, 4, 4);
}

/** Paints a node with its Pods in place of what was there. */
export function paintVessel(brush: Brush, vessel: Vessel, node: NodeRow, stack: Stack, look: Look): void {
  const { context, colors, nowMs } = brush;
  const lip = lipOf(vessel.w);
  context.clearRect(vessel.x - lip - 1, vessel.lineY + 1, vessel.pitch, vessel.bottom + 2 - vessel.lineY);
  const down = node.ready !== 'True';
  if (down) {
    context.fillStyle = colors.alarmWash;
    context.fillRect(vessel.x, vessel.rim, vessel.w, vessel.bottom - vessel.rim);
  }
  if (look.levels) paintLevel(brush, vessel, stack);
  else for (const slab of stack.slabs) paintSlab(context, slab, colors, nowMs);
  if (look.detail === 'cell') return;
  if (down) context.setLineDash([5, 4]);
  strokePath(brush, wallPath(vessel), colors.lineInk, look.detail === 'tiny' ? 1 : 1.5);
  context.setLineDash([]);
  if (node.unschedulable) {
    strokePath(brush, `M${vessel.x - lip - 1} ${vessel.rim - 3}H${vessel.x + vessel.w + lip + 1}`, colors.ink, 3);
  }
  const stem = stemPaths(vessel, node.machine);
  strokePath(brush, stem.wire, colors.lineInk, 1);
  strokePath(brush, stem.mark, colors.alarmFill, 2);
  paintHead(brush, vessel, node, look.detail);
}

/** Paints the Pods that wait, in place of those that were there. */
export function paintQueue(brush: Brush, scene: Scene): void {
  const { queue } = scene.layout;
  brush.context.clearRect(queue.x + 2, queue.rim, queue.w - 4, queue.bottom - queue.rim);
  for (const slab of scene.queue.slabs) paintSlab(brush.context, slab, brush.colors, brush.nowMs);
}
