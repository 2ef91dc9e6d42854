import type { ObjectMeta, OwnerReference } from './k8s/meta-v1.gen.ts';

/** Any Kubernetes object. Objects are immutable once they are in the store, and shared between all who read them. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** A type with `readonly` taken off one level, for code that builds an object. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** `namespace/name`, or `name` for a cluster-scoped object: the key of informers and work queues. */
export function objectKey(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : (name ?? '');
}

/** Splits a key as `objectKey` makes it. */
export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/');
  return slash < 0 ? { namespace: '', name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The owner reference with `controller: true`, if there is one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** Whether deletion has been requested: metadata.deletionTimestamp is set. */
export function isTerminating(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}
