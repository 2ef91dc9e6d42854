import { managedIn, shownManaged } from '../../api/fields/managed.ts';
import { planOf } from '../../api/fields/type-plan.ts';
import type { ManagedFieldsEntry, ObjectMeta } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ObjectList } from '../../api/request.ts';
import type { Served } from './resource.ts';

/** The metadata of objects as clients see it, by the stored metadata. */
const shown = new WeakMap<ObjectMeta, ObjectMeta>();

/** An object with its managed fields as clients see them; the server's own form of them never leaves it. */
export function withShownFields(served: Served, object: KubeObject): KubeObject {
  const metadata = shownMetadata(served, object);
  return metadata === object.metadata ? object : { ...object, metadata };
}

/** The metadata of an object as clients see it. */
export function shownMetadata(served: Served, object: KubeObject): ObjectMeta {
  const { metadata } = object;
  const managed = metadata === undefined ? [] : managedIn(metadata);
  if (managed.length === 0) return metadata;
  let result = shown.get(metadata);
  if (!result) {
    const plan = planOf(served.resource.kind.schema);
    const managedFields = shownManaged(managed, plan, object) as ManagedFieldsEntry[];
    result = { ...metadata, managedFields };
    shown.set(metadata, result);
  }
  return result;
}

/** The same of an object or of each object of a list. */
export function bodyWithShownFields(served: Served, body: unknown): unknown {
  const { items } = body as ObjectList;
  if (!items) return withShownFields(served, body as KubeObject);
  return { ...(body as ObjectList), items: items.map((item) => withShownFields(served, item)) };
}
