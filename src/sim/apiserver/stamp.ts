import type { ObjectMeta } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject, Writable } from '../../api/object.ts';
import type { KeyValue } from '../etcd/command.ts';

/**
 * A new object that nobody else holds, to be written to etcd. Its revision is not known yet, so its resourceVersion is
 * empty until `stamped` fills it in. An object whose resourceVersion is empty has been made for this (`newMetadata`).
 */
export function unstamped<T extends KubeObject>(object: T): T {
  if (object.metadata.resourceVersion === '') return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion: '' } };
}

/**
 * The object of a key-value, with its resourceVersion. Whoever reads a key-value first writes the revision into the
 * object: `unstamped` made it for this one write, and nobody has seen it before, so this is the end of its making
 * rather than a change. All readers then share one object.
 */
export function stamped({ value, modRevision }: KeyValue): KubeObject {
  const object = value as KubeObject;
  const metadata: Writable<ObjectMeta> = object.metadata;
  if (metadata.resourceVersion === '') metadata.resourceVersion = String(modRevision);
  return object;
}

/** A copy of an object with another resourceVersion: the last state of one that has gone. */
export function restamped(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}

/** The revision of a stored object. */
export function revisionOf(object: KubeObject): number {
  return Number(object.metadata.resourceVersion);
}
