import { type Managed, managedIn, storedManaged } from '../../api/fields/managed.ts';
import type { ObjectMeta } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject, Writable } from '../../api/object.ts';
import { badRequest } from '../../api/status.ts';
import type { Call } from './server.ts';

/**
 * The object in a request, with kind, apiVersion and namespace filled in. Throws ApiError 400 when its name or
 * namespace is not that of the request.
 */
export function objectOf({ request, resource }: Call, body = request.body): KubeObject {
  const object = body as KubeObject;
  const { kind, apiVersion } = resource;
  const metadata: ObjectMeta = object.metadata ?? {};
  const namespace = kind.namespaced ? request.namespace : undefined;
  if (namespace && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if (request.name && metadata.name && metadata.name !== request.name) {
    const names = `(${metadata.name}) does not match the name on the URL (${request.name})`;
    throw badRequest(`the name of the object ${names}`);
  }
  const named = object.metadata !== undefined && (!namespace || metadata.namespace === namespace);
  if (named && object.kind === kind.kind && object.apiVersion === apiVersion) return object;
  const filled = namespace ? { ...metadata, namespace } : metadata;
  return { ...object, apiVersion, kind: kind.kind, metadata: filled };
}

/** The metadata of a new object: what a user may say of it, and what the server says. Models FillObjectMetaSystemFields. */
export function newMetadata(
  given: ObjectMeta,
  name: string,
  uid: string,
  creationTimestamp: string,
  managed: Managed,
): ObjectMeta {
  const { namespace, generateName, labels, annotations, finalizers, ownerReferences } = given;
  const metadata: Writable<ObjectMeta> = { name, uid, creationTimestamp, resourceVersion: '' };
  if (namespace) metadata.namespace = namespace;
  if (generateName) metadata.generateName = generateName;
  if (labels && hasKeys(labels)) metadata.labels = labels;
  if (annotations && hasKeys(annotations)) metadata.annotations = annotations;
  if (finalizers && finalizers.length > 0) metadata.finalizers = finalizers;
  if (ownerReferences && ownerReferences.length > 0) metadata.ownerReferences = ownerReferences;
  if (managed.length > 0) metadata.managedFields = storedManaged(managed);
  return metadata;
}

/**
 * The metadata of a changed object: what only the server may change stays as it was.
 * Returns the previous metadata itself if nothing changes. Models BeforeUpdate.
 */
export function mergedMetadata(next: ObjectMeta, previous: ObjectMeta, managed: Managed): ObjectMeta {
  if (next === previous && managed === managedIn(previous)) return previous;
  const metadata: Writable<ObjectMeta> = newMetadata(
    next,
    next.name ?? previous.name ?? '',
    next.uid || previous.uid || '',
    previous.creationTimestamp ?? '',
    managed,
  );
  metadata.resourceVersion = previous.resourceVersion!;
  const { generation, deletionTimestamp = next.deletionTimestamp } = previous;
  const grace = previous.deletionGracePeriodSeconds ?? next.deletionGracePeriodSeconds;
  if (generation !== undefined) metadata.generation = generation;
  if (deletionTimestamp) metadata.deletionTimestamp = deletionTimestamp;
  if (grace !== undefined) metadata.deletionGracePeriodSeconds = grace;
  return metadata;
}

function hasKeys(map: Readonly<Record<string, string>>): boolean {
  for (const _ in map) return true;
  return false;
}
