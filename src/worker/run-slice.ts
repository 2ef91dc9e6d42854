import type { Waitable } from '../api/process.ts';
import type { Engine } from '../sim/engine/engine.ts';

/** While paused, an input may take so much wall time until it is done. */
const INPUT_WALL_MS = 200;

/** Runs up to a time of the engine, as far as the wall clock allows, or until something says that it is enough. */
export function runSlice(
  engine: Engine,
  targetMs: number,
  stopAtWallMs: number,
  wallMs: () => number,
  isEnough: () => boolean,
): void {
  for (let n = 0; engine.nextTimeMs <= targetMs; n++) {
    engine.step();
    if (isEnough()) return;
    if ((n & 127) === 127 && wallMs() > stopAtWallMs) return;
  }
  engine.runUntil(targetMs);
}

/** Runs just until an input is done, `mostMs` of virtual time at most. */
export function runUntilSettled(engine: Engine, result: Waitable, wallMs: () => number, mostMs: number): void {
  const stopAtMs = wallMs() + INPUT_WALL_MS;
  const endMs = engine.nowMs + mostMs;
  while (!result.settled && engine.nextTimeMs <= endMs && wallMs() < stopAtMs && engine.step());
}
