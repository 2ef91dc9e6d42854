import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { FigureLines, Patterns } from './figure-lines.tsx';
import { Ghosts } from './later.tsx';
import { leave, pace } from './motion.ts';
import type { Scene } from './scene-model.ts';
import { Slab, type Stage } from './slab.tsx';
import type { SlabShape } from './stack.ts';
import { VesselView } from './vessel-view.tsx';

interface SvgSceneProps {
  readonly scene: Scene;
  readonly overlay: RefObject<SVGGElement | null>;
}

/** Draws a Pod that has gone, narrowing to the left wall. */
function Leaving({
  shape,
  stage,
  onGone,
}: {
  readonly shape: SlabShape;
  readonly stage: Stage;
  readonly onGone: () => void;
}) {
  const holder = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    const slab = holder.current?.firstElementChild;
    const animation = slab == null ? null : leave(slab, shape);
    if (animation === null) onGone();
    else animation.finished.then(onGone, onGone);
  }, [shape, onGone]);
  return (
    <g ref={holder} className="leaving">
      <Slab shape={shape} stage={stage} stale={false} />
    </g>
  );
}

/** Pods that were in the last picture and are gone from this one, for as long as they take to leave. */
function useLeaving(scene: Scene): { gone: readonly SlabShape[]; drop: (uid: string) => void } {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const before = useRef<{ shapes: Map<string, SlabShape>; layoutKey: number }>({ shapes: new Map(), layoutKey: -1 });
  const gone = useRef(new Map<string, SlabShape>());
  const shapes = new Map<string, SlabShape>();
  for (const stack of [scene.queue, ...scene.stacks]) for (const slab of stack.slabs) shapes.set(slab.pod.uid, slab);
  if (before.current.layoutKey === scene.layoutKey && pace() === 'full') {
    for (const [uid, shape] of before.current.shapes) {
      if (!shapes.has(uid) && !mirror.pods.has(uid) && gone.current.size < 40) gone.current.set(uid, shape);
    }
  } else gone.current.clear();
  useEffect(() => {
    before.current = { shapes, layoutKey: scene.layoutKey };
  });
  return {
    gone: [...gone.current.values()],
    drop: (uid) => {
      gone.current.delete(uid);
      redraw();
    },
  };
}

function useStage(scene: Scene): Stage {
  const stage = useRef<Stage>({ layoutKey: scene.layoutKey, live: false, lineY: 0, gate: { x: 0, y: 0 } });
  if (stage.current.layoutKey !== scene.layoutKey) {
    stage.current.layoutKey = scene.layoutKey;
    stage.current.live = false;
  }
  const { queue, busY } = scene.layout;
  stage.current.lineY = busY;
  stage.current.gate = { x: queue.x + 6, y: Math.max(queue.rim, scene.queue.top - 20) };
  useEffect(() => {
    stage.current.live = true;
  });
  return stage.current;
}

/** The figure in SVG, for up to some hundred Pods. */
export function SvgScene({ scene, overlay }: SvgSceneProps) {
  const { layout, stacks, queue } = scene;
  const stopped = useCluster((state) => state.stopped);
  const seconds = useCluster((state) => Math.floor(state.nowMs / 1000));
  const stage = useStage(scene);
  const leaving = useLeaving(scene);
  const nodes = layout.vessels.map((vessel) => mirror.nodes.get(vessel.name)!);
  const pending = mirror.podsOn('');
  return (
    <svg width={layout.width} height={layout.height} className={`figure detail-${layout.detail}`} aria-hidden="true">
      <Patterns />
      <FigureLines
        layout={layout}
        nodes={nodes}
        stopped={stopped}
        pending={pending.length}
        unschedulable={pending.filter((pod) => pod.reason !== '').length}
        hidden={queue.hidden}
        queueTop={queue.top}
      />
      {layout.vessels.map((vessel, index) => (
        <VesselView
          key={vessel.name}
          vessel={vessel}
          node={nodes[index]!}
          stack={stacks[index]!}
          detail={layout.detail}
          measure={layout.measure}
          shelf={layout.shelf}
          nowMs={nodes[index]!.ready === 'True' ? 0 : seconds * 1000}
        />
      ))}
      {leaving.gone.map((shape) => (
        <Leaving key={shape.pod.uid} shape={shape} stage={stage} onGone={() => leaving.drop(shape.pod.uid)} />
      ))}
      {[...stacks.flatMap((stack) => stack.slabs), ...queue.slabs].map((shape) => (
        <Slab key={shape.pod.uid} shape={shape} stage={stage} stale={isStale(shape)} />
      ))}
      <Ghosts scene={scene} />
      <g ref={overlay} />
    </svg>
  );
}

function isStale(shape: SlabShape): boolean {
  const node = mirror.nodes.get(shape.pod.node);
  return node !== undefined && node.ready !== 'True';
}
