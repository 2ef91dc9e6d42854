import type { DeleteOptions, OwnerReference } from '../../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { isTerminating, type KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Collector } from './controller.ts';
import { FOREGROUND, type GraphNode, hasFinalizer, ORPHAN } from './graph.ts';
import { getObject, removeFinalizer, removeOwners, unblockOwners } from './writes.ts';

/** The owners of an object by what is known of them. */
export interface Owners {
  /** They exist and stay. */
  readonly solid: readonly OwnerReference[];
  /** They are gone. */
  readonly dangling: readonly OwnerReference[];
  /** They wait for their dependents to be deleted. */
  readonly waiting: readonly OwnerReference[];
}

/** What to do with an object, given its owners; pure. */
export type Verdict =
  | { readonly type: 'keep' }
  | { readonly type: 'drop-owners'; readonly owners: readonly OwnerReference[] }
  | { readonly type: 'delete'; readonly policy: 'Foreground' | 'Background' | 'Orphan' };

/** Decides about an object whose owners have been looked up. Models attemptToDeleteItem. */
export function judge(object: KubeObject, owners: Owners, hasDependents: boolean): Verdict {
  const lost = [...owners.dangling, ...owners.waiting];
  if (owners.solid.length > 0) return lost.length === 0 ? { type: 'keep' } : { type: 'drop-owners', owners: lost };
  if (owners.waiting.length > 0 && hasDependents) return { type: 'delete', policy: 'Foreground' };
  if (hasFinalizer(object, ORPHAN)) return { type: 'delete', policy: 'Orphan' };
  return { type: 'delete', policy: hasFinalizer(object, FOREGROUND) ? 'Foreground' : 'Background' };
}

/** Looks at one object as the API server has it, and deletes it if it should go. */
export function* attemptToDelete(collector: Collector, uid: string): Process<void> {
  const { graph } = collector;
  const node = graph.get(uid);
  if (!node || (node.beingDeleted && !node.deletingDependents)) return;
  if (!node.kind) throw new Error(`no matches for kind "${node.title}"`);
  const object = yield* getObject(collector, node.kind, node.namespace, node.name);
  if (object?.metadata.uid !== uid) {
    // The informer may never show it: what depends on it is looked at now.
    graph.noteAbsent(uid);
    graph.removed(uid);
    return;
  }
  if (node.deletingDependents) {
    yield* awaitDependents(collector, node, node.kind);
    return;
  }
  const references = object.metadata.ownerReferences ?? [];
  if (references.length > 0) yield* collect(collector, node, node.kind, object);
  if (node.virtual) throw new Error('not yet shown by an informer');
}

function* collect(collector: Collector, node: GraphNode, kind: Kind, object: KubeObject): Process<void> {
  const owners = yield* classify(collector, object);
  const dependents = [...(node.dependents ?? [])];
  const verdict = judge(object, owners, dependents.length > 0);
  if (verdict.type === 'keep') return;
  if (verdict.type === 'drop-owners') {
    yield* removeOwners(
      collector,
      kind,
      object,
      verdict.owners.map((owner) => owner.uid),
    );
    return;
  }
  // A circle of owners would wait for itself for ever.
  const inCircle = verdict.policy === 'Foreground' && dependents.some((dependent) => dependent.deletingDependents);
  if (inCircle && owners.waiting.length > 0) yield* unblockOwners(collector, kind, object);
  yield* deleteObject(collector, kind, object, verdict.policy);
}

/** Asks the API server about each owner. Models classifyReferences. */
function* classify(collector: Collector, object: KubeObject): Process<Owners> {
  const solid: OwnerReference[] = [];
  const dangling: OwnerReference[] = [];
  const waiting: OwnerReference[] = [];
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = yield* findOwner(collector, object, reference);
    if (!owner) dangling.push(reference);
    else if (isTerminating(owner) && hasFinalizer(owner, FOREGROUND)) waiting.push(reference);
    else solid.push(reference);
  }
  return { solid, dangling, waiting };
}

function* findOwner(
  collector: Collector,
  object: KubeObject,
  reference: OwnerReference,
): Process<KubeObject | undefined> {
  const { graph, kindOf } = collector;
  if (graph.isAbsent(reference.uid)) return undefined;
  const kind = kindOf(reference.apiVersion, reference.kind);
  if (!kind) throw new Error(`no matches for kind "${reference.kind}" in version "${reference.apiVersion}"`);
  const namespace = kind.namespaced ? (object.metadata.namespace ?? '') : '';
  const owner = yield* getObject(collector, kind, namespace, reference.name);
  if (owner?.metadata.uid === reference.uid) return owner;
  graph.noteAbsent(reference.uid);
  return undefined;
}

/** An owner in foreground deletion goes when no dependent blocks it any more. Models processDeletingDependentsItem. */
function* awaitDependents(collector: Collector, node: GraphNode, kind: Kind): Process<void> {
  const blocking = [...(node.dependents ?? [])].filter((dependent) =>
    dependent.owners.some((owner) => owner.uid === node.uid && owner.blockOwnerDeletion === true),
  );
  if (blocking.length === 0) {
    yield* removeFinalizer(collector, kind, node, FOREGROUND);
    return;
  }
  for (const dependent of blocking) if (!dependent.deletingDependents) collector.recheck(dependent.uid);
}

/** Deletes the object that was judged: if it has changed since, only if its owners are still the same. */
function* deleteObject(
  { context }: Collector,
  kind: Kind,
  object: KubeObject,
  propagationPolicy: string,
): Process<void> {
  const { namespace = '', name = '', uid, resourceVersion } = object.metadata;
  const remove = (preconditions: DeleteOptions['preconditions']): Process<void> =>
    context.client.delete(kind, namespace, name, { preconditions: preconditions!, propagationPolicy });
  try {
    yield* remove({ uid: uid!, resourceVersion: resourceVersion! });
  } catch (error) {
    if (isReason(error, 'NotFound')) return;
    if (!isReason(error, 'Conflict')) throw error;
    const live = yield* context.client.get(kind, namespace, name);
    if (live.metadata.uid !== uid) return;
    if (!deepEqual(live.metadata.ownerReferences, object.metadata.ownerReferences)) throw error;
    yield* remove({ uid: uid! });
  }
}
