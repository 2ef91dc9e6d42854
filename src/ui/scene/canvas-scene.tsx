import { type RefObject, useEffect, useRef } from 'react';
import { mirror, onDelta, useCluster } from '../store/cluster-store.ts';
import { useColorsName } from '../store/looks.ts';
import { type Camera, offsetOf } from './camera.ts';
import { FigureLines, Patterns } from './figure-lines.tsx';
import { Ghosts } from './later.tsx';
import { createPainter } from './painter.ts';
import type { Scene } from './scene-model.ts';
import type { Size } from './use-size.ts';

interface CanvasSceneProps {
  readonly size: Size;
  readonly camera: Camera;
  readonly overlay: RefObject<SVGGElement | null>;
  /** Brings the scene up to date and hands it over. */
  readonly current: () => Scene;
  /** Called after each picture. */
  readonly onDrawn: (scene: Scene) => void;
}

/** Paints when something has changed, and leaves the page at least as much time as painting takes. */
function createLoop(paint: () => boolean): { wake(): void; stop(): void } {
  let scheduled = 0;
  let earliestMs = 0;
  const tick = (timeMs: number) => {
    scheduled = 0;
    if (timeMs < earliestMs) {
      scheduled = requestAnimationFrame(tick);
      return;
    }
    const startMs = performance.now();
    const more = paint();
    const endMs = performance.now();
    earliestMs = endMs + (endMs - startMs);
    if (more) scheduled = requestAnimationFrame(tick);
  };
  return {
    wake: () => {
      if (scheduled === 0) scheduled = requestAnimationFrame(tick);
    },
    stop: () => cancelAnimationFrame(scheduled),
  };
}

/** The figure on a canvas, for more Pods than SVG can move; lines, labels and selection stay SVG. */
export function CanvasScene({ size, camera, overlay, current, onDrawn }: CanvasSceneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stopped = useCluster((state) => state.stopped);
  const theme = useColorsName();
  useCluster((state) => Math.floor(state.nowMs / 1000));
  const scene = current();
  const { layout } = scene;
  const latest = useRef({ size, camera, theme, current, onDrawn });
  latest.current = { size, camera, theme, current, onDrawn };
  const loop = useRef<ReturnType<typeof createLoop> | null>(null);
  useEffect(() => {
    const painter = createPainter();
    const paint = () => {
      if (canvas.current === null) return false;
      const now = latest.current;
      const picture = now.current();
      const more = painter.paint(canvas.current, { ...now, scene: picture });
      now.onDrawn(picture);
      return more;
    };
    const made = createLoop(paint);
    loop.current = made;
    made.wake();
    const stop = onDelta((delta) => {
      if (delta.reset || delta.pods.size > 0 || delta.nodes.size > 0) made.wake();
    });
    return () => {
      stop();
      made.stop();
    };
  }, []);
  // Wakes with every render as well: the camera, the size, the theme or the second has changed.
  useEffect(() => loop.current?.wake());
  const pending = mirror.podsOn('');
  const offset = offsetOf(camera, layout);

  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; the tree beside it stands for it */}
      <canvas
        ref={canvas}
        className="figure-canvas"
        style={{ width: size.width, height: size.height }}
        aria-hidden="true"
      />
      <svg width={size.width} height={size.height} className={`figure over detail-${layout.detail}`} aria-hidden="true">
        <Patterns />
        <g transform={`translate(${offset.x} ${offset.y})`}>
          <FigureLines
            layout={layout}
            nodes={noNodes}
            stopped={stopped}
            pending={pending.length}
            unschedulable={pending.filter((pod) => pod.reason !== '').length}
            hidden={scene.queue.hidden}
            queueTop={scene.queue.top}
          />
          <Ghosts scene={scene} />
          <g ref={overlay} />
        </g>
      </svg>
    </>
  );
}

/** The stems are on the canvas. */
const noNodes: readonly never[] = [];
