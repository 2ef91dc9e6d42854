import { useCluster } from '../store/cluster-store.ts';
import { isStill } from '../store/looks.ts';

const mostMoving = 40;
let moving = 0;

/** How much of a change is shown moving at the present speed: all of it, a fade, or only its end. */
export function pace(): 'full' | 'fade' | 'none' {
  const { speed } = useCluster.getState();
  if (speed > 200) return 'none';
  if (speed > 20) return 'fade';
  return isStill() ? 'fade' : 'full';
}

export const easing = {
  out: 'cubic-bezier(.2, .7, .2, 1)',
  drop: 'cubic-bezier(.45, 0, .9, .6)',
  in: 'cubic-bezier(.5, 0, .9, .4)',
} as const;

/** Animates an element unless too many already move; excess changes jump to their end. */
export function animate(element: Element, frames: Keyframe[], options: KeyframeAnimationOptions): Animation | null {
  if (moving >= mostMoving) return null;
  moving++;
  const animation = element.animate(frames, options);
  const over = () => {
    moving--;
  };
  animation.finished.then(over, over);
  return animation;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

const at = (place: Place) => `translate(${place.x}px,${place.y}px)`;

/** Pods bound together leave the queue one after the other, so that each can be seen. */
const flightGapMs = 45;
const longestWaitMs = 500;
let nextFlightMs = 0;

function flightDelay(): number {
  const now = performance.now();
  nextFlightMs = Math.max(now, nextFlightMs) + flightGapMs;
  return Math.min(longestWaitMs, nextFlightMs - flightGapMs - now);
}

/** Bound: up out of the queue, along the API line, and down into the vessel. */
export function flyToNode(element: Element, from: Place, to: Place, lineY: number): void {
  const up = { x: from.x, y: lineY + 4 };
  const along = { x: to.x, y: lineY + 4 };
  const total = 120 + 420 + 240;
  animate(
    element,
    [
      { transform: at(from), easing: easing.out, offset: 0 },
      { transform: at(up), easing: easing.out, offset: 120 / total },
      { transform: at(along), easing: easing.drop, offset: 540 / total },
      { transform: at(to), offset: 1 },
    ],
    { duration: total, delay: flightDelay(), fill: 'backwards' },
  );
}

/** Those above a gap settle: they wait until the slab that left has narrowed. */
export function settle(element: Element, from: Place, to: Place): void {
  const falls = to.y > from.y;
  animate(element, [{ transform: at(from), easing: easing.drop }, { transform: at(to) }], {
    duration: 240,
    delay: falls ? 160 : 0,
    fill: 'backwards',
  });
}

/** A new Pod slides into the queue. */
export function enter(element: Element, to: Place): void {
  animate(
    element,
    [
      { transform: at({ x: to.x - 16, y: to.y }), opacity: 0, easing: easing.out },
      { transform: at(to), opacity: 1 },
    ],
    { duration: 240 },
  );
}

/** A deleted Pod narrows to the left wall. */
export function leave(element: Element, place: Place): Animation | null {
  return animate(
    element,
    [{ transform: `${at(place)} scaleX(1)`, easing: easing.in }, { transform: `${at(place)} scaleX(0)` }],
    { duration: 160, fill: 'forwards' },
  );
}

/** A container restarted: the slab blinks to its outline. */
export function blink(element: Element): void {
  animate(element, [{ opacity: 1 }, { opacity: 0.15, offset: 0.4 }, { opacity: 1 }], { duration: 240 });
}
