import type { Client } from '../client.ts';
import type { Kind } from '../kind.ts';
import { isTerminating, type KubeObject } from '../object.ts';
import type { Process } from '../process.ts';
import { isReason } from '../status.ts';

/** Whether an object is to be deleted and only waits for this finalizer among others. Models IsDeletionCandidate. */
export function awaitsFinalizer(object: KubeObject, finalizer: string): boolean {
  return isTerminating(object) && (object.metadata.finalizers ?? []).includes(finalizer);
}

/** Whether an object that stays has no such finalizer yet. Models NeedToAddFinalizer. */
export function lacksFinalizer(object: KubeObject, finalizer: string): boolean {
  return !isTerminating(object) && !(object.metadata.finalizers ?? []).includes(finalizer);
}

/** Writes the object with the finalizer. */
export function* addFinalizer<T extends KubeObject>(
  client: Client,
  kind: Kind<T>,
  object: T,
  finalizer: string,
): Process<void> {
  const finalizers = [...(object.metadata.finalizers ?? []), finalizer];
  yield* client.update(kind, { ...object, metadata: { ...object.metadata, finalizers } });
}

/** Writes the object without the finalizer; one that has gone meanwhile needs none taken off. */
export function* removeFinalizer<T extends KubeObject>(
  client: Client,
  kind: Kind<T>,
  object: T,
  finalizer: string,
): Process<void> {
  const finalizers = object.metadata.finalizers?.filter((each) => each !== finalizer);
  try {
    yield* client.update(kind, { ...object, metadata: { ...object.metadata, finalizers } });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
