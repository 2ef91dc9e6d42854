import { create } from 'zustand';
import { useCluster } from '../store/cluster-store.ts';
import { seek, setRunning, setSpeed } from '../timeline/run-control.ts';
import { speedStops } from '../timeline/speeds.ts';
import type { Slide } from './slides.ts';

/** A moment that the run hurries to: when, and how fast it went before. */
interface Hurry {
  readonly toMs: number;
  readonly speed: number;
}

export const useHurry = create<{ readonly hurry: Hurry | null }>(() => ({ hurry: null }));

/** How long the way to the next picture may take, ms of a person's time. */
const patienceMs = 1500;

function arrive(): void {
  const { hurry } = useHurry.getState();
  if (hurry === null) return;
  useHurry.setState({ hurry: null });
  setSpeed(hurry.speed);
}

/** The slowest speed that gets so far within what people wait. */
function speedFor(wayMs: number): number {
  return speedStops.find((speed) => speed * patienceMs >= wayMs) ?? speedStops.at(-1)!;
}

/** Slows down in time: a frame at 1000× is more than a second long. */
function approach(nowMs: number): void {
  const { hurry } = useHurry.getState();
  if (hurry === null) return;
  if (nowMs >= hurry.toMs) {
    arrive();
    return;
  }
  const wanted = Math.max(hurry.speed, speedFor(4 * (hurry.toMs - nowMs)));
  if (wanted < useCluster.getState().speed) setSpeed(wanted);
}

useCluster.subscribe((state, before) => {
  if (state.nowMs !== before.nowMs) approach(state.nowMs);
  if (state.run !== before.run) useHurry.setState({ hurry: null });
});

/** Goes to just after a picture's step and lets the run go on from there at its own speed. */
export function goTo({ atMs }: Slide): void {
  const { nowMs, endMs, speed } = useCluster.getState();
  const toMs = atMs + 1;
  const before = useHurry.getState().hurry?.speed ?? speed;
  if (toMs <= endMs) {
    arrive();
    seek(toMs);
    return;
  }
  // What is known already is not computed again.
  if (nowMs < endMs) seek(endMs);
  useHurry.setState({ hurry: { toMs, speed: before } });
  setSpeed(Math.max(before, speedFor(toMs - Math.max(nowMs, endMs))));
  setRunning(true);
}
