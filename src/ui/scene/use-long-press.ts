import { type PointerEvent, useRef } from 'react';

/** How long a finger rests before it asks for more than a tap, ms, and how far it may stray, px. */
const restMs = 500;
const strayPx = 10;

interface Pressed {
  readonly x: number;
  readonly y: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

type Spot = Pick<PointerEvent, 'clientX' | 'clientY'>;

/** Calls back when a finger rests in a place: what the other button of a mouse does. Two fingers zoom instead. */
export function useLongPress(rested: (spot: Spot) => void) {
  const pressed = useRef<Pressed | null>(null);
  const up = () => {
    clearTimeout(pressed.current?.timer);
    pressed.current = null;
  };
  return {
    down: ({ pointerType, clientX, clientY, isPrimary }: PointerEvent) => {
      up();
      if (pointerType !== 'touch' || !isPrimary) return;
      const timer = setTimeout(() => {
        up();
        rested({ clientX, clientY });
      }, restMs);
      pressed.current = { x: clientX, y: clientY, timer };
    },
    move: ({ clientX, clientY }: PointerEvent) => {
      const from = pressed.current;
      if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > strayPx) up();
    },
    up,
  };
}
