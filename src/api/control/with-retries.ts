import type { WorkQueue } from '../controller.ts';
import type { Process } from '../process.ts';

/** After so many failures in a row a key waits for its next change: upstream's maxRetries. */
const MAX_RETRIES = 15;

/** Carries out the sync of a key. Its error goes on, so that the key is tried again, until it has failed too often. */
export function* withRetries(queue: WorkQueue, key: string, sync: Process<void>): Process<void> {
  try {
    yield* sync;
  } catch (error) {
    if (queue.requeues(key) < MAX_RETRIES) throw error;
  }
}
