import { isBug } from '../../api/control/bug.ts';
import type { Process } from '../../api/process.ts';
import type { Binder } from './binder.ts';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 122_000;

/**
 * Runs something beside the queues, unless it runs already or has failed a short while ago. Models scheduleOperation
 * (goroutinemap with exponential back-off).
 */
export function runOperation(binder: Binder, name: string, operation: () => Process<void>): void {
  const { context, operations, backOffs } = binder;
  const backOff = backOffs.get(name);
  if (operations.has(name) || (backOff && context.nowMs() < backOff.untilMs)) return;
  operations.add(name);
  context.spawn(
    (function* (): Process<void> {
      try {
        yield* operation();
        backOffs.delete(name);
      } catch (error) {
        if (isBug(error)) throw error;
        const delayMs = backOff ? Math.min(backOff.delayMs * 2, LONGEST_DELAY_MS) : FIRST_DELAY_MS;
        backOffs.set(name, { delayMs, untilMs: context.nowMs() + delayMs });
      }
      operations.delete(name);
    })(),
  );
}
