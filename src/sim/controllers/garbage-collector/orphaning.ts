import { settleAll } from '../../../api/control/parallel.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { Collector } from './controller.ts';
import { type GraphNode, ORPHAN } from './graph.ts';
import { removeFinalizer, removeOwnersFrom } from './writes.ts';

/** Takes the owner off all its dependents, then lets it go. Models attemptToOrphanWorker. */
export function* attemptToOrphan(collector: Collector, uid: string): Process<void> {
  const owner = collector.graph.get(uid);
  if (!owner?.kind) return;
  const dependents = [...(owner.dependents ?? [])];
  const errors = yield* settleAll(
    collector.context,
    dependents.map((dependent) => orphan(collector, dependent, uid)),
  );
  const error = errors.find((one) => one !== undefined);
  if (error) throw error;
  yield* removeFinalizer(collector, owner.kind, owner, ORPHAN);
}

function* orphan(collector: Collector, dependent: GraphNode, owner: string): Process<void> {
  if (!dependent.kind) return;
  try {
    yield* removeOwnersFrom(collector, dependent.kind, dependent, [owner]);
  } catch (error) {
    // Gone, or already without this owner.
    if (!isReason(error, 'NotFound') && !isReason(error, 'Invalid')) throw error;
  }
}
