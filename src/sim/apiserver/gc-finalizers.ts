import type { DeleteOptions } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/**
 * The object with the finalizers that make the garbage collector do what the options ask for its dependents; the same
 * object if it has them. Models deletionFinalizersForGarbageCollection.
 */
export function withGcFinalizers(object: KubeObject, options: DeleteOptions, byDefault = 'Background'): KubeObject {
  const before = object.metadata.finalizers ?? [];
  const orphan = shouldOrphan(before, options, byDefault);
  const foreground = shouldWait(before, options);
  if (before.includes(ORPHAN) === orphan && before.includes(FOREGROUND) === foreground) return object;
  const finalizers = before.filter((each) => each !== ORPHAN && each !== FOREGROUND);
  if (orphan) finalizers.push(ORPHAN);
  if (foreground) finalizers.push(FOREGROUND);
  const { finalizers: _replaced, ...metadata } = object.metadata;
  return { ...object, metadata: finalizers.length > 0 ? { ...metadata, finalizers } : metadata };
}

function shouldOrphan(
  finalizers: readonly string[],
  { orphanDependents, propagationPolicy }: DeleteOptions,
  byDefault: string,
): boolean {
  if (orphanDependents !== undefined) return orphanDependents;
  if (propagationPolicy !== undefined) return propagationPolicy === ORPHAN_POLICY;
  if (finalizers.includes(ORPHAN)) return true;
  if (finalizers.includes(FOREGROUND)) return false;
  return byDefault === ORPHAN_POLICY;
}

const ORPHAN_POLICY = 'Orphan';

function shouldWait(finalizers: readonly string[], { orphanDependents, propagationPolicy }: DeleteOptions): boolean {
  if (orphanDependents !== undefined) return false;
  if (propagationPolicy !== undefined) return propagationPolicy === 'Foreground';
  return !finalizers.includes(ORPHAN) && finalizers.includes(FOREGROUND);
}
