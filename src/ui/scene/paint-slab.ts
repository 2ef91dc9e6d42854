import { glyphPaths } from '../../widgets/pod-glyph.tsx';
import type { CanvasColors } from './canvas-colors.ts';
import { figureText } from './layout.ts';
import { creatingShare, graceShare } from './progress.ts';
import { dashOf, notchOf } from './slab-shape.ts';
import { slabText } from './slab-text.ts';
import type { SlabShape } from './stack.ts';

const wrong: ReadonlySet<string> = new Set(['crash', 'imgpull', 'failed', 'evicted']);
const washed: ReadonlySet<string> = new Set(['notready', 'crash', 'unknown', 'terminating']);
const glyphs = new Map<string, { path: Path2D; filled: boolean }[]>();

function glyphOf(state: keyof typeof glyphPaths) {
  const known = glyphs.get(state);
  if (known !== undefined) return known;
  const paths = glyphPaths[state].map((path) => {
    const filled = path.startsWith('fill:');
    return { path: new Path2D(filled ? path.slice(5) : path), filled };
  });
  glyphs.set(state, paths);
  return paths;
}

function outline(context: CanvasRenderingContext2D, shape: SlabShape, notch: number): void {
  const { x, y, w, h } = shape;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + w - notch, y);
  context.lineTo(x + w, y + notch);
  context.lineTo(x + w, y + h);
  context.lineTo(x, y + h);
  context.closePath();
}

function fill(
  context: CanvasRenderingContext2D,
  shape: SlabShape,
  colors: CanvasColors,
  nowMs: number,
  notch: number,
): void {
  const { pod, x, y, w, h, hue } = shape;
  const { state } = pod;
  if (state === 'ready') {
    context.fillStyle = colors.solid[hue]!;
    context.fillRect(x, y, w, h);
    return;
  }
  context.fillStyle = washed.has(state) ? colors.wash[hue]! : colors.paper;
  if (notch === 0) context.fillRect(x, y, w, h);
  else {
    outline(context, shape, notch);
    context.fill();
  }
  const share = state === 'creating' ? creatingShare(pod, nowMs) : state === 'terminating' ? graceShare(pod, nowMs) : 0;
  if (share === 0) return;
  context.fillStyle = state === 'creating' ? colors.wash[hue]! : colors.solid[hue]!;
  context.fillRect(x, y + h * (1 - share), w, h * share);
}

function edge(context: CanvasRenderingContext2D, shape: SlabShape, colors: CanvasColors, notch: number): void {
  const { pod, h, hue } = shape;
  const { state } = pod;
  if (state === 'ready' && h < 9) return;
  context.strokeStyle =
    wrong.has(state) && state !== 'evicted' ? colors.alarm : state === 'completed' ? colors.line2 : colors.edge[hue]!;
  context.globalAlpha = state === 'ready' || (h < 6 && state === 'terminating') ? 0.55 : 1;
  context.lineWidth = h < 5 ? 0.8 : state === 'ready' ? 1 : 1.25;
  const dash = state === 'terminating' ? '2 2.5' : dashOf(state);
  if (dash !== undefined && h >= 6) context.setLineDash(dash.split(' ').map(Number));
  if (notch === 0) context.strokeRect(shape.x, shape.y, shape.w, h);
  else {
    outline(context, shape, notch);
    context.stroke();
  }
  if (dash !== undefined && h >= 6) context.setLineDash([]);
  context.globalAlpha = 1;
}

function label(context: CanvasRenderingContext2D, shape: SlabShape, colors: CanvasColors): void {
  const { pod, x, y, w, h, hue } = shape;
  const text = slabText(pod, w, h);
  if (text.plate !== null) {
    context.fillStyle = pod.state === 'ready' ? colors.solid[hue]! : colors.wash[hue]!;
    context.fillRect(x + text.plate.x, y + text.plate.y, text.plate.w, text.plate.h);
  }
  for (const run of text.runs) {
    const mono = run.className.startsWith('mono');
    context.font = `${run.className.startsWith('nm') ? 600 : 400} ${figureText}px ${mono ? colors.mono : colors.sans}`;
    context.fillStyle = run.className.endsWith('on')
      ? colors.on[hue]!
      : run.className.endsWith('alarm')
        ? colors.alarm
        : colors.ink;
    context.fillText(run.text, x + run.x, y + run.y);
  }
  if (text.glyph === null) return;
  const bad = wrong.has(pod.state);
  context.save();
  context.translate(x + text.glyph.x, y + text.glyph.y);
  context.scale(text.glyph.size / 12, text.glyph.size / 12);
  context.strokeStyle = bad ? colors.alarm : colors.edge[hue]!;
  context.fillStyle = context.strokeStyle;
  context.lineWidth = 1.5;
  for (const { path, filled } of glyphOf(pod.state)) {
    if (filled) context.fill(path);
    else context.stroke(path);
  }
  context.restore();
}

function hatch(context: CanvasRenderingContext2D, shape: SlabShape, colors: CanvasColors): void {
  const { x, y, w, h } = shape;
  context.save();
  context.beginPath();
  context.rect(x, y, w, h);
  context.clip();
  context.strokeStyle = colors.paper;
  context.globalAlpha = 0.72;
  context.lineWidth = 1.6;
  context.beginPath();
  for (let at = x - h; at < x + w; at += 6) {
    context.moveTo(at, y + h);
    context.lineTo(at + h, y);
  }
  context.stroke();
  context.restore();
}

/** Paints a Pod on a canvas with the marks of its state, at the level of detail that its height allows. */
export function paintSlab(
  context: CanvasRenderingContext2D,
  shape: SlabShape,
  colors: CanvasColors,
  nowMs: number,
): void {
  const { pod, x, y, h, w } = shape;
  const notch = h < 3 ? 0 : notchOf(pod.state, w, h);
  fill(context, shape, colors, nowMs, notch);
  if (pod.revisionAge > 0 && h >= 4) hatch(context, shape, colors);
  if (h >= 2) edge(context, shape, colors, notch);
  else if (wrong.has(pod.state)) {
    context.fillStyle = colors.alarmFill;
    context.fillRect(x + w - 3, y, 3, Math.max(1, h));
  }
  if (h >= 11) label(context, shape, colors);
  if (pod.endpoint !== '' && h >= 16) {
    context.beginPath();
    context.arc(x + w, y + h / 2, 3, 0, Math.PI * 2);
    context.fillStyle = pod.endpoint === 'in' ? colors.ink : colors.paper;
    context.fill();
    context.strokeStyle = pod.endpoint === 'in' ? colors.paper : colors.ink;
    context.lineWidth = 1.2;
    context.stroke();
  }
}
