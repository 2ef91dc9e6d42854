import { type Process, wait } from '../../api/process.ts';
import type { Engine } from './engine.ts';
import { Future } from './future.ts';

/** Waits for a future for at most a time; `undefined` means that the time was over first. */
export function* waitAtMost<T>(engine: Engine, future: Future<T>, timeoutMs: number): Process<T | undefined> {
  if (future.settled) return future.value;
  const either = new Future<T | undefined>();
  const timer = engine.after(timeoutMs, () => either.resolve(undefined), undefined);
  future.onSettle(() => {
    engine.cancel(timer);
    try {
      either.resolve(future.value);
    } catch (error) {
      either.reject(error);
    }
  });
  return yield* wait(either);
}
