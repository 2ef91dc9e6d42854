import type { CSIDriver } from '../../api/k8s/storage-v1.gen.ts';
import { deepEqual } from '../../base/equal.ts';

/** A changed spec is a new generation; the first has none. Models csiDriverStrategy.PrepareForUpdate. */
export function raiseGeneration(next: CSIDriver, previous: CSIDriver): CSIDriver {
  if (deepEqual(next.spec, previous.spec)) return next;
  const generation = (previous.metadata.generation ?? 0) + 1;
  return { ...next, metadata: { ...next.metadata, generation } };
}
