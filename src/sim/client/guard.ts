import type { Process } from '../../api/process.ts';
import type { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';

/** Starts a process whose failure is a mistake in the program: it stops the whole run instead of passing unseen. */
export function spawnGuarded<T>(engine: Engine, scope: Scope, process: Process<T>): Future<T> {
  const done = engine.spawn(process, scope);
  done.onSettle(() => {
    try {
      done.value;
    } catch (error) {
      crash(engine, error);
    }
  });
  return done;
}

/** Throws an error out of the engine's next event, where nothing catches it. */
export function crash(engine: Engine, error: unknown): void {
  engine.after(
    0,
    () => {
      throw error;
    },
    undefined,
  );
}
