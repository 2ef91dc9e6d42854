import type { ControllerContext, Informer } from '../../api/controller.ts';
import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { OwnerReference } from '../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { controllerOf } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason, qualifiedResource } from '../../api/status.ts';

/** Where the sizes of workloads are looked up. */
export interface Owners {
  readonly context: ControllerContext;
  /** All kinds, with those that are defined at run time. */
  readonly kinds: () => readonly Kind[];
  readonly sets: Informer<ReplicaSet>;
  readonly deployments: Informer<Deployment>;
}

/** How many Pods the controllers of these Pods want in all, and Pods without one. Models getExpectedScale. */
export function* expectedScale(
  owners: Owners,
  pods: readonly Pod[],
): Process<{ readonly expected: number; readonly unmanaged: readonly Pod[] }> {
  const scales = new Map<string, number>();
  const unmanaged: Pod[] = [];
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) {
      unmanaged.push(pod);
      continue;
    }
    const namespace = pod.metadata.namespace ?? '';
    const top = topOwner(owners, owner, namespace);
    if (top && scales.has(top.uid)) continue;
    const scale = top && (yield* scaleOf(owners, top, namespace));
    if (!top || scale === undefined) throw new Error(`found no controllers for pod "${pod.metadata.name}"`);
    scales.set(top.uid, scale);
  }
  return { expected: [...scales.values()].reduce((sum, scale) => sum + scale, 0), unmanaged };
}

/** The Deployment behind a ReplicaSet, else the owner itself; none if it is gone. */
function topOwner({ sets, deployments }: Owners, owner: OwnerReference, namespace: string): OwnerReference | undefined {
  if (owner.kind !== 'ReplicaSet') return owner;
  const rs = sets.get(`${namespace}/${owner.name}`);
  if (rs?.metadata.uid !== owner.uid) return undefined;
  const above = rs && controllerOf(rs);
  if (above?.kind !== 'Deployment') return owner;
  return deployments.get(`${namespace}/${above.name}`)?.metadata.uid === above.uid ? above : undefined;
}

/** The size that an owner wants, by its scale subresource. Models getScaleController. */
function* scaleOf(
  { context, kinds, sets, deployments }: Owners,
  owner: OwnerReference,
  namespace: string,
): Process<number | undefined> {
  const key = `${namespace}/${owner.name}`;
  if (owner.kind === 'ReplicaSet') return sets.get(key)?.spec?.replicas ?? 1;
  if (owner.kind === 'Deployment') return deployments.get(key)?.spec?.replicas ?? 1;
  const group = owner.apiVersion.includes('/') ? owner.apiVersion.split('/')[0]! : '';
  const kind = kinds().find((known) => known.kind === owner.kind && known.group === group);
  if (!kind) return undefined;
  try {
    const answer = yield* context.client.subresource(kind, namespace, owner.name, 'scale', 'get');
    const scale = answer as { metadata?: { uid?: string }; spec?: { replicas?: number } };
    return scale.metadata?.uid === owner.uid ? (scale.spec?.replicas ?? 0) : undefined;
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
    // Only an object that is missing has a name in the refusal: else it is the subresource.
    if (error.status.details?.name) return undefined;
    throw new Error(`${qualifiedResource(kind)} does not implement the scale subresource`);
  }
}
