import type { NodeRow } from '../../protocol/view.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { pageZoom } from '../store/page-size.ts';
import { type Camera, offsetOf } from './camera.ts';
import { canvasColors } from './canvas-colors.ts';
import { type Brush, isSeen, lookOf, paintQueue, paintVessel } from './paint-scene.ts';
import type { Scene } from './scene-model.ts';
import type { Stack } from './stack.ts';
import type { Size } from './use-size.ts';

/** How long painting what has changed may take before the page gets its turn. */
const budgetMs = 6;
/** How often slabs that fill or drain with virtual time are painted again. */
const progressMs = 250;
/** Progress cannot be seen on smaller slabs, px. */
const progressFrom = 7;

export interface Picture {
  readonly scene: Scene;
  readonly size: Size;
  readonly camera: Camera;
  readonly theme: string;
}

interface Painted {
  readonly stack: Stack;
  readonly node: NodeRow;
  readonly atMs: number;
}

/** Paints a scene on a canvas and, from picture to picture, only what has changed, a little at a time. */
export interface Painter {
  /** Returns whether something is left to paint. */
  paint(canvas: HTMLCanvasElement, picture: Picture): boolean;
}

function prepare(canvas: HTMLCanvasElement, picture: Picture): CanvasRenderingContext2D | null {
  const density = (window.devicePixelRatio || 1) * pageZoom();
  const width = Math.round(picture.size.width * density);
  const height = Math.round(picture.size.height * density);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  const { x, y } = offsetOf(picture.camera, picture.scene.layout);
  context?.setTransform(density, 0, 0, density, x * density, y * density);
  return context;
}

function isMoving(stack: Stack): boolean {
  return stack.slabs.some(
    (slab) => slab.h >= progressFrom && (slab.pod.state === 'creating' || slab.pod.state === 'terminating'),
  );
}

export function createPainter(): Painter {
  let painted = new Map<string, Painted>();
  let queue: Stack | null = null;
  let key = '';
  return {
    paint: (canvas, picture) => {
      const { scene, camera, size } = picture;
      const offset = offsetOf(camera, scene.layout);
      const context = prepare(canvas, picture);
      if (context === null) return false;
      const next = `${scene.layoutKey}|${camera.x}|${camera.y}|${camera.k}|${size.width}|${size.height}|${picture.theme}|${window.devicePixelRatio * pageZoom()}`;
      const whole = next !== key;
      if (whole) {
        key = next;
        painted = new Map();
        queue = null;
        context.clearRect(-offset.x, -offset.y, size.width, size.height);
      }
      const brush: Brush = { context, colors: canvasColors(picture.theme), nowMs: useCluster.getState().nowMs };
      const seen = { x: -offset.x, y: -offset.y, w: size.width, h: size.height };
      const look = lookOf(scene);
      const startMs = performance.now();
      if (queue !== scene.queue) {
        queue = scene.queue;
        paintQueue(brush, scene);
      }
      for (let index = 0; index < scene.layout.vessels.length; index++) {
        const vessel = scene.layout.vessels[index]!;
        const stack = scene.stacks[index]!;
        const node = mirror.nodes.get(vessel.name);
        const before = painted.get(vessel.name);
        if (node === undefined || !isSeen(vessel, seen)) continue;
        const same = before !== undefined && before.stack === stack && before.node === node;
        if (same && (startMs - before.atMs < progressMs || !isMoving(stack))) continue;
        if (!whole && performance.now() - startMs > budgetMs) return true;
        paintVessel(brush, vessel, node, stack, look);
        painted.set(vessel.name, { stack, node, atMs: startMs });
      }
      return false;
    },
  };
}
