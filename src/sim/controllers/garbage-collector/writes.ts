import type { Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { Collector } from './controller.ts';
import type { GraphNode } from './graph.ts';

const MERGE = 'application/merge-patch+json' as const;
const STRATEGIC = 'application/strategic-merge-patch+json' as const;
/** How often a write is tried again when somebody else was faster. */
const CONFLICT_TRIES = 5;

type Place = Pick<GraphNode, 'uid' | 'namespace' | 'name'>;

/** The object as the API server has it; undefined when there is none. */
export function* getObject(
  { context }: Collector,
  kind: Kind,
  namespace: string,
  name: string,
): Process<KubeObject | undefined> {
  try {
    return yield* context.client.get(kind, namespace, name);
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}

/** Takes a finalizer off; nothing if the object is gone or does not have it. */
export function* removeFinalizer(collector: Collector, kind: Kind, node: Place, finalizer: string): Process<void> {
  for (let tries = 1; ; tries++) {
    const object = yield* getObject(collector, kind, node.namespace, node.name);
    const present = object?.metadata.finalizers ?? [];
    if (!object || !present.includes(finalizer)) return;
    const finalizers = present.filter((name) => name !== finalizer);
    const { resourceVersion } = object.metadata;
    try {
      const body = { metadata: { resourceVersion, finalizers } };
      yield* collector.context.client.patch(kind, node.namespace, node.name, { type: MERGE, body });
      return;
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      if (!isReason(error, 'Conflict') || tries >= CONFLICT_TRIES) throw error;
    }
  }
}

/** Takes owner references off an object. */
export function* removeOwners(
  collector: Collector,
  kind: Kind,
  object: KubeObject,
  owners: readonly string[],
): Process<void> {
  const { uid = '', namespace = '', name = '' } = object.metadata;
  yield* removeOwnersFrom(collector, kind, { uid, namespace, name }, owners);
}

/** Takes owner references off the object in a place, if it is still the one with that uid. */
export function* removeOwnersFrom(
  { context }: Collector,
  kind: Kind,
  { uid, namespace, name }: Place,
  owners: readonly string[],
): Process<void> {
  const ownerReferences = owners.map((owner) => ({ $patch: 'delete', uid: owner }));
  const body = { metadata: { uid, ownerReferences } };
  yield* context.client.patch(kind, namespace, name, { type: STRATEGIC, body });
}

/** Lets an object's owners be deleted before it. */
export function* unblockOwners({ context }: Collector, kind: Kind, object: KubeObject): Process<void> {
  const { uid, namespace = '', name = '', ownerReferences = [] } = object.metadata;
  const unblocked = ownerReferences
    .filter((owner) => owner.blockOwnerDeletion)
    .map((owner) => ({ ...owner, blockOwnerDeletion: false }));
  if (unblocked.length === 0) return;
  const body = { metadata: { uid, ownerReferences: unblocked } };
  yield* context.client.patch(kind, namespace, name, { type: STRATEGIC, body });
}
