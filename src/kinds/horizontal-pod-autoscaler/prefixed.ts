import { isBug } from '../../api/control/bug.ts';
import type { Process } from '../../api/process.ts';

/** Does the work; what it throws gets this in front of its text. */
export function* prefixed<T>(prefix: string, work: Process<T>): Process<T> {
  try {
    return yield* work;
  } catch (error) {
    if (isBug(error)) throw error;
    throw new Error(`${prefix}: ${(error as Error).message}`, { cause: error });
  }
}
