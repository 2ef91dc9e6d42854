import type { Client } from '../client.ts';
import type { Kind } from '../kind.ts';
import { controllerRef } from '../meta.ts';
import { controllerOf, isTerminating, type KubeObject } from '../object.ts';
import type { Process } from '../process.ts';
import { isReason } from '../status.ts';

/** Value of the index that `ownerIndex` makes for objects without a controller. */
export const orphansOf = (namespace: string): string => `orphans/${namespace}`;

/** Index function: the uid of the controlling owner, or `orphansOf` the namespace. Models PodControllerUIDIndex. */
export function ownerIndex(object: KubeObject): readonly string[] {
  return [controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace ?? '')];
}

/** Name of the index that uses `ownerIndex`. */
export const OWNER = 'owner';

/** What a controller object may do with the objects that its selector matches. */
export interface Claim<O extends KubeObject, T extends KubeObject> {
  readonly client: Client;
  readonly owner: O;
  readonly ownerKind: Kind<O>;
  readonly kind: Kind<T>;
  readonly matches: (object: T) => boolean;
  /** What adopted objects get besides their owner, and lose when they are let go. */
  readonly finalizer?: string;
}

/** What to do with each candidate; pure. */
export interface ClaimPlan<T> {
  readonly keep: readonly T[];
  readonly adopt: readonly T[];
  readonly release: readonly T[];
}

/** Decides which candidates are the owner's, which it adopts and which it lets go. Models BaseControllerRefManager.ClaimObject. */
export function planClaims<T extends KubeObject>(
  owner: KubeObject,
  candidates: Iterable<T>,
  matches: (object: T) => boolean,
): ClaimPlan<T> {
  const keep: T[] = [];
  const adopt: T[] = [];
  const release: T[] = [];
  for (const object of candidates) {
    const controller = controllerOf(object);
    if (controller) {
      if (controller.uid !== owner.metadata.uid) continue;
      if (matches(object)) keep.push(object);
      else if (!isTerminating(owner)) release.push(object);
    } else if (!isTerminating(owner) && !isTerminating(object) && matches(object)) adopt.push(object);
  }
  return { keep, adopt, release };
}

/** Carries out the claims and returns the objects that belong to the owner now. Models PodControllerRefManager.ClaimPods. */
export function* claim<O extends KubeObject, T extends KubeObject>(
  how: Claim<O, T>,
  candidates: Iterable<T>,
): Process<T[]> {
  const { keep, adopt, release } = planClaims(how.owner, candidates, how.matches);
  const claimed = [...keep];
  if (adopt.length > 0) yield* recheckOwner(how);
  for (const object of adopt) {
    const adopted = yield* ignoringGone(patch(how, object, adoption(how, object)));
    if (adopted) claimed.push(adopted);
  }
  for (const object of release) yield* ignoringGone(patch(how, object, releasing(how, object)));
  return claimed;
}

/** An owner that is being deleted, or is another object by now, must not adopt: asks the API server itself. */
function* recheckOwner<O extends KubeObject, T extends KubeObject>({ client, owner, ownerKind }: Claim<O, T>): Process {
  const { namespace = '', name = '', uid } = owner.metadata;
  const fresh = yield* client.get(ownerKind, namespace, name);
  const title = `${ownerKind.kind} ${namespace}/${name}`;
  if (fresh.metadata.uid !== uid) throw new Error(`original ${title} is gone`);
  if (isTerminating(fresh)) throw new Error(`${namespace}/${name} has just been deleted`);
}

function* patch<O extends KubeObject, T extends KubeObject>(how: Claim<O, T>, object: T, body: unknown): Process<T> {
  const { namespace = '', name = '' } = object.metadata;
  const type = 'application/strategic-merge-patch+json' as const;
  return yield* how.client.patch(how.kind, namespace, name, { type, body });
}

/** An object that has gone, or has changed its uid, needs neither adoption nor release. */
function* ignoringGone<T>(work: Process<T>): Process<T | undefined> {
  try {
    return yield* work;
  } catch (error) {
    if (isReason(error, 'NotFound') || isReason(error, 'Invalid')) return undefined;
    throw error;
  }
}

function adoption({ owner, finalizer }: Pick<AnyClaim, 'owner' | 'finalizer'>, { metadata }: KubeObject): unknown {
  const finalizers = finalizer === undefined ? {} : { finalizers: [finalizer] };
  return { metadata: { uid: metadata.uid, ownerReferences: [controllerRef(owner)], ...finalizers } };
}

function releasing({ owner, finalizer }: Pick<AnyClaim, 'owner' | 'finalizer'>, { metadata }: KubeObject): unknown {
  const finalizers = finalizer === undefined ? {} : { '$deleteFromPrimitiveList/finalizers': [finalizer] };
  const ownerReferences = [{ $patch: 'delete', uid: owner.metadata.uid }];
  return { metadata: { uid: metadata.uid, ownerReferences, ...finalizers } };
}

type AnyClaim = Claim<KubeObject, KubeObject>;
