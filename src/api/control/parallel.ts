import type { ControllerContext } from '../controller.ts';
import { type Process, waitAll } from '../process.ts';
import { isBug } from './bug.ts';

/** Runs processes side by side and waits for all; the result has each one's error, or undefined, in their order. */
export function* settleAll(
  context: Pick<ControllerContext, 'spawn'>,
  processes: readonly Process<unknown>[],
): Process<(Error | undefined)[]> {
  return yield* waitAll(processes.map((process) => context.spawn(settle(process))));
}

function* settle(process: Process<unknown>): Process<Error | undefined> {
  try {
    yield* process;
    return undefined;
  } catch (error) {
    if (isBug(error)) throw error;
    return error as Error;
  }
}

/**
 * Does something `count` times in batches of 1, 2, 4 …, and stops after the first batch with an error, so that a
 * create that is always refused is not tried hundreds of times. Models slowStartBatch of pkg/controller/replicaset.
 */
export function* slowStart(
  context: Pick<ControllerContext, 'spawn'>,
  count: number,
  once: () => Process<unknown>,
): Process<{ successes: number; error: Error | undefined }> {
  let successes = 0;
  for (let size = 1; successes < count; size *= 2) {
    const batch = Math.min(size, count - successes);
    const errors = yield* settleAll(context, Array.from({ length: batch }, once));
    const failed = errors.filter((error) => error !== undefined);
    successes += batch - failed.length;
    if (failed.length > 0) return { successes, error: failed[0] };
  }
  return { successes, error: undefined };
}
