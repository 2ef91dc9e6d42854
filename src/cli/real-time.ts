import type { Engine } from '../sim/engine/engine.ts';

/** How often virtual time is brought up to wall time, and how long one go may take before others get their turn. */
const TICK_MS = 5;
const SLICE_MS = 25;
/** How far virtual time may run ahead so that an answer need not wait for the next tick: for one request, and in all. */
const AHEAD_MS = 20;
const MAX_AHEAD_MS = 1000;
/** A simulation that is too slow for its speed does not make up for more lost wall time than this. */
const MAX_LAG_MS = 500;

/** Runs an engine in wall time times speed. */
export interface RealTime {
  /** Brings virtual time up to now and a little further, so that what was just asked is answered soon. */
  hurry(settled: () => boolean): void;
  stop(): void;
}

/** Starts running; `speed` is virtual seconds per wall second. */
export function startRealTime(engine: Engine, speed: number): RealTime {
  let startWallMs = performance.now();
  const startMs = engine.nowMs;
  const dueMs = (): number => startMs + (performance.now() - startWallMs) * speed;

  const advance = (toMs: number, until: () => boolean): void => {
    const stopAtMs = performance.now() + SLICE_MS;
    for (let n = 0; engine.nextTimeMs <= toMs; n++) {
      engine.step();
      if (until() || ((n & 255) === 255 && performance.now() > stopAtMs)) return;
    }
    engine.runUntil(toMs);
  };
  /** Answers that are still to come. While there are any, virtual time may run ahead. */
  let waiting: (() => boolean)[] = [];
  const targetMs = (): number => {
    const due = dueMs();
    return waiting.length === 0 ? due : Math.min(Math.max(due, engine.nowMs) + AHEAD_MS, due + MAX_AHEAD_MS);
  };
  const tick = (): void => {
    waiting = waiting.filter((settled) => !settled());
    const toMs = targetMs();
    if (toMs > engine.nowMs) advance(toMs, () => false);
    const lostMs = (dueMs() - engine.nowMs) / speed - MAX_LAG_MS;
    if (lostMs > 0) startWallMs += lostMs;
  };
  const timer = setInterval(tick, TICK_MS);
  return {
    hurry(settled) {
      waiting.push(settled);
      advance(targetMs(), settled);
      if (settled()) waiting.pop();
    },
    stop: () => clearInterval(timer),
  };
}
