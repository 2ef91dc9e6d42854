import { scaledValue } from '../../api/intstr.ts';
import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { PodTemplateSpec } from '../../api/k8s/core-v1.gen.ts';
import { deepEqual } from '../../base/equal.ts';
import { parseTime } from '../../base/time.ts';

// Pure rules about the ReplicaSets of a Deployment. Models pkg/controller/deployment/util.

/** Label that keeps the Pods of a Deployment's ReplicaSets apart. */
export const HASH_LABEL = 'pod-template-hash';

/** spec.replicas of either; 1 when it is not set. */
export function replicasOf(object: Deployment | ReplicaSet): number {
  return object.spec?.replicas ?? 1;
}

/** Sum of the Pods that the ReplicaSets are to have. */
export function desiredTotal(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, rs) => sum + replicasOf(rs), 0);
}

/** Sum of the Pods that the ReplicaSets have. */
export function actualTotal(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, rs) => sum + (rs.status?.replicas ?? 0), 0);
}

/** Sum of the available Pods. */
export function availableTotal(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, rs) => sum + (rs.status?.availableReplicas ?? 0), 0);
}

/** Those that are to have Pods. */
export function activeSets(sets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return sets.filter((rs) => replicasOf(rs) > 0);
}

/** Whether the strategy is a rolling update. */
export function isRolling(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type === 'RollingUpdate';
}

/** How many Pods may be above and below the desired number; one must be able to go if none may come. */
function fencePosts(deployment: Deployment): { surge: number; unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 0 } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const desired = replicasOf(deployment);
  const surge = scaledValue(maxSurge, desired, true);
  const unavailable = scaledValue(maxUnavailable, desired, false);
  return surge === 0 && unavailable === 0 ? { surge: 0, unavailable: 1 } : { surge, unavailable };
}

/** Pods above the desired number that a rolling update may have. Models MaxSurge. */
export function maxSurge(deployment: Deployment): number {
  return isRolling(deployment) ? fencePosts(deployment).surge : 0;
}

/** Pods of the desired number that a rolling update may be without. Models MaxUnavailable. */
export function maxUnavailable(deployment: Deployment): number {
  const desired = replicasOf(deployment);
  if (!isRolling(deployment) || desired === 0) return 0;
  return Math.min(fencePosts(deployment).unavailable, desired);
}

/** Oldest first; those of one second by name. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const age = createdMs(a) - createdMs(b);
  if (age !== 0) return age;
  const [left, right] = [a.metadata.name ?? '', b.metadata.name ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

function createdMs(rs: ReplicaSet): number {
  return rs.metadata.creationTimestamp ? parseTime(rs.metadata.creationTimestamp) : 0;
}

/** Largest first; of equal size the newer one. */
export function bySizeNewer(a: ReplicaSet, b: ReplicaSet): number {
  return replicasOf(b) - replicasOf(a) || byCreation(b, a);
}

/** Largest first; of equal size the older one. */
export function bySizeOlder(a: ReplicaSet, b: ReplicaSet): number {
  return replicasOf(b) - replicasOf(a) || byCreation(a, b);
}

/** Whether two templates differ in nothing but the hash label. Models EqualIgnoreHash. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || !deepEqual(a.spec, b.spec)) return false;
  return deepEqual(withoutHash(a), withoutHash(b));
}

function withoutHash(template: PodTemplateSpec): unknown {
  const { labels, ...metadata } = template.metadata ?? {};
  const { [HASH_LABEL]: _, ...rest } = labels ?? {};
  return { ...metadata, labels: rest };
}

/** The ReplicaSet of the Deployment's present template, the oldest if there are several. Models FindNewReplicaSet. */
export function findNew(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort(byCreation).find((rs) => sameTemplate(rs.spec?.template, deployment.spec?.template));
}

/** Size that the newest ReplicaSet may have now. Models NewRSNewReplicas. */
export function newSetSize(deployment: Deployment, all: readonly ReplicaSet[], newSet: ReplicaSet): number {
  const desired = replicasOf(deployment);
  if (!isRolling(deployment)) return desired;
  const room = desired + maxSurge(deployment) - desiredTotal(all);
  const present = replicasOf(newSet);
  return room <= 0 ? present : present + Math.min(room, desired - present);
}

/** How an old ReplicaSet is to shrink. */
export interface Shrink {
  readonly set: ReplicaSet;
  readonly size: number;
}

/**
 * Steps that make old ReplicaSets smaller: first Pods that are not available, which costs nothing, then as many
 * available ones as may be missing. Models reconcileOldReplicaSets; the two lists are carried out in this order.
 */
export function planShrink(
  deployment: Deployment,
  oldSets: readonly ReplicaSet[],
  newSet: ReplicaSet,
): { readonly unhealthy: readonly Shrink[]; readonly healthy: readonly Shrink[] } {
  const none = { unhealthy: [], healthy: [] };
  if (desiredTotal(oldSets) === 0) return none;
  const minAvailable = replicasOf(deployment) - maxUnavailable(deployment);
  const newUnavailable = replicasOf(newSet) - (newSet.status?.availableReplicas ?? 0);
  const most = desiredTotal(oldSets) + replicasOf(newSet) - minAvailable - newUnavailable;
  if (most <= 0) return none;
  const sizes = new Map(oldSets.map((rs) => [rs, replicasOf(rs)]));
  const oldestFirst = [...oldSets].sort(byCreation);
  const take = (limit: number, spare: (rs: ReplicaSet) => number): Shrink[] => {
    const steps: Shrink[] = [];
    let left = limit;
    for (const rs of oldestFirst) {
      const size = sizes.get(rs)!;
      const fewer = Math.min(left, spare(rs));
      if (fewer <= 0) continue;
      sizes.set(rs, size - fewer);
      steps.push({ set: rs, size: size - fewer });
      left -= fewer;
    }
    return steps;
  };
  const unhealthy = take(most, (rs) => sizes.get(rs)! - (rs.status?.availableReplicas ?? 0));
  const surplus = availableTotal([...oldSets, newSet]) - minAvailable;
  const healthy = take(surplus, (rs) => sizes.get(rs)!);
  return { unhealthy, healthy };
}
