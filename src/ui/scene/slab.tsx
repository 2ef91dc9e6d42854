import { memo, useLayoutEffect, useRef } from 'react';
import { GlyphMark } from '../../widgets/pod-glyph.tsx';
import { blink, enter, flyToNode, type Place, pace, settle } from './motion.ts';
import { followProgress } from './progress.ts';
import { dashOf, notchOf, slabPath } from './slab-shape.ts';
import { slabText } from './slab-text.ts';
import type { SlabShape } from './stack.ts';

/** What slabs need to know about the figure when they move; the same object for its life. */
export interface Stage {
  layoutKey: number;
  /** Whether Pods that come now are new, rather than seen for the first time. */
  live: boolean;
  /** The API line, along which bound Pods travel. */
  lineY: number;
  /** Where the queue lets Pods go, for those that were bound as soon as they were created. */
  gate: Place;
}

interface SlabProps {
  readonly shape: SlabShape;
  readonly stage: Stage;
  /** Its node is not heard of: colours fade. */
  readonly stale: boolean;
}

interface Before {
  readonly x: number;
  readonly y: number;
  readonly node: string;
  readonly restarts: number;
  readonly layoutKey: number;
}

/** Moves the slab from where it was to where it is, in the way that its change calls for. */
function useMotion(shape: SlabShape, stage: Stage) {
  const group = useRef<SVGGElement>(null);
  const last = useRef<Before | null>(null);
  const { x, y, pod } = shape;
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { x, y, node: pod.node, restarts: pod.restarts, layoutKey: stage.layoutKey };
    const element = group.current;
    if (element === null || pace() !== 'full') return;
    if (before === null) {
      if (!stage.live) return;
      if (pod.node === '') enter(element, { x, y });
      else flyToNode(element, stage.gate, { x, y }, stage.lineY);
      return;
    }
    if (before.layoutKey !== stage.layoutKey) return;
    if (before.node !== pod.node) flyToNode(element, before, { x, y }, stage.lineY);
    else if (before.x !== x || before.y !== y) settle(element, before, { x, y });
    if (pod.restarts > before.restarts) blink(element);
  }, [x, y, pod.node, pod.restarts, stage]);
  return group;
}

function Tally({ shape }: { readonly shape: SlabShape }) {
  const { pod, w, h } = shape;
  if (pod.restarts === 0 || h < 34) return null;
  const bad = pod.state === 'crash' ? ' bad' : '';
  if (pod.restarts > 5) {
    return (
      <text className="mono alarm" x={w - 6} y={h - 6} textAnchor="end" fontSize={10}>
        ×{pod.restarts}
      </text>
    );
  }
  const marks = Array.from({ length: pod.restarts }, (_, index) => `M${w - 6 - index * 4} ${h - 11}v6.5`).join('');
  return <path className={`tally${bad}`} d={marks} />;
}

function SlabInk({ shape }: { readonly shape: SlabShape }) {
  const { pod, w, h } = shape;
  const path = slabPath(w, h, notchOf(pod.state, w, h));
  const rising = useRef<SVGPathElement>(null);
  const draining = useRef<SVGPathElement>(null);
  useLayoutEffect(() => {
    const element = pod.state === 'creating' ? rising.current : pod.state === 'terminating' ? draining.current : null;
    return element === null ? undefined : followProgress(element, pod);
  }, [pod]);
  const bareEdge = h < 5 && (pod.state === 'ready' || pod.state === 'unknown');
  return (
    <>
      <path className="base" d={path} />
      <path className="wash" d={path} ref={rising} />
      <path className="solid" d={path} ref={draining} />
      {pod.revisionAge > 0 && <path d={path} fill={pod.revisionAge > 1 ? 'url(#p-old2)' : 'url(#p-old)'} />}
      {!bareEdge && <path className="edge" d={path} strokeDasharray={dashOf(pod.state)} />}
    </>
  );
}

function SlabLabel({ shape }: { readonly shape: SlabShape }) {
  const { pod, w, h, code } = shape;
  const text = slabText(pod, w, h);
  return (
    <>
      {text.plate !== null && (
        <rect className="plate" rx="1.5" x={text.plate.x} y={text.plate.y} width={text.plate.w} height={text.plate.h} />
      )}
      {text.runs.map((run) => (
        <text key={run.className + run.y} className={run.className} x={run.x} y={run.y} fontSize={11}>
          {run.text}
        </text>
      ))}
      {text.glyph !== null && <GlyphMark state={pod.state} {...text.glyph} />}
      {code !== '' && h >= 8 && (
        <text className="code-mark" x={-3} y={h / 2 + 3} textAnchor="end" fontSize={8.5}>
          {code}
        </text>
      )}
    </>
  );
}

/** A Pod as a slab: its height is what it asks for, its ink how ready it is. */
export const Slab = memo(function Slab({ shape, stage, stale }: SlabProps) {
  const group = useMotion(shape, stage);
  const { pod, x, y, w, h, hue, form, usePx } = shape;
  const name = `${pod.namespace}/${pod.name}`;
  return (
    <g
      ref={group}
      className={`pod o${hue} st-${pod.state} form-${form}${stale ? ' stale' : ''}`}
      style={{ transform: `translate(${x}px,${y}px)` }}
      data-pod={name}
      data-state={pod.state}
    >
      {usePx > 0 && (
        <rect className="use" x={-5.5} y={h - Math.max(2, usePx)} width={3.5} height={Math.max(2, usePx)} rx={1} />
      )}
      <SlabInk shape={shape} />
      {form === 'chip' ? <GlyphMark state={pod.state} x={1.5} y={1.5} size={9} plain /> : <SlabLabel shape={shape} />}
      <Tally shape={shape} />
      {pod.endpoint !== '' && form === 'slab' && h >= 7 && (
        <circle className={`port ${pod.endpoint}`} cx={w} cy={h / 2} r={3.2} />
      )}
    </g>
  );
});
