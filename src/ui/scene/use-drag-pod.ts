import { type PointerEvent, useRef } from 'react';
import { selectionOf } from './hit.ts';
import type { Vessel } from './layout.ts';
import type { SlabShape } from './stack.ts';
import { endTry, tryOn, useTryOn } from './try-on.ts';

/** How far a press moves before it is a drag, px. */
const slack = 5;

interface Held {
  readonly slab: SlabShape;
  readonly x: number;
  readonly y: number;
  moved: boolean;
}

/** What lies under the pointer, and where that is in the figure. */
export interface Aim {
  readonly hit: SlabShape | Vessel | null;
  /** The vessel under the pointer, '' for none. */
  readonly vessel: string;
  readonly x: number;
  readonly y: number;
}

/** Drags a Pod over the nodes of the figure, in thought: what would the scheduler say? */
export function useDragPod(aim: (event: PointerEvent) => Aim) {
  const held = useRef<Held | null>(null);
  const wasDrag = useRef(false);
  const cancel = () => {
    if (held.current?.moved === true) endTry();
    held.current = null;
  };
  return {
    down: (event: PointerEvent) => {
      // A second finger zooms.
      if (!event.isPrimary) return cancel();
      wasDrag.current = false;
      const { hit } = aim(event);
      if (event.button !== 0 || hit === null || !('pod' in hit) || hit.form === 'chip') return;
      held.current = { slab: hit, x: event.clientX, y: event.clientY, moved: false };
    },
    /** Returns whether a Pod is being dragged. */
    move: (event: PointerEvent): boolean => {
      const now = held.current;
      if (now === null) return false;
      if (!now.moved && Math.hypot(event.clientX - now.x, event.clientY - now.y) < slack) return false;
      if (!now.moved) event.currentTarget.setPointerCapture(event.pointerId);
      now.moved = true;
      const { vessel, x, y } = aim(event);
      tryOn(selectionOf(now.slab), vessel, { x, y });
      return true;
    },
    up: () => {
      const now = held.current;
      held.current = null;
      if (now?.moved !== true) return;
      wasDrag.current = true;
      const { pod, node } = useTryOn.getState();
      if (pod === null || node === '') endTry();
      else tryOn(pod, node);
    },
    cancel,
    /** Whether the click that follows belongs to a drag. */
    wasDrag: () => wasDrag.current,
  };
}
