import type { Engine } from '../engine/engine.ts';
import type { Timer } from '../engine/event-queue.ts';
import type { Scope } from '../engine/scope.ts';

/** The clock of the leases: when each runs out. A new leader gives every lease its whole time again. */
export interface Lessor {
  /** The lease lives this long from now. */
  renew(lease: number, ttlSeconds: number): void;
  forget(lease: number): void;
}

/** Makes a lessor that calls `expire` when a lease has run out. Models server/lease. */
export function createLessor(engine: Engine, scope: Scope, expire: (lease: number) => void): Lessor {
  const timers = new Map<number, Timer>();
  const forget = (lease: number): void => {
    const timer = timers.get(lease);
    if (timer === undefined) return;
    engine.cancel(timer);
    timers.delete(lease);
  };
  const runOut = (lease: number): void => {
    timers.delete(lease);
    expire(lease);
  };
  return {
    renew(lease, ttlSeconds) {
      forget(lease);
      timers.set(lease, engine.after(ttlSeconds * 1000, runOut, lease, scope));
    },
    forget,
  };
}
