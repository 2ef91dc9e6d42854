import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { desiredAnnotation, maxAnnotation } from './annotations.ts';
import {
  activeSets,
  byCreation,
  bySizeNewer,
  bySizeOlder,
  desiredTotal,
  isRolling,
  maxSurge,
  replicasOf,
  type Shrink,
} from './replica-sets.ts';

/**
 * The sizes that ReplicaSets get when the Deployment is scaled: the only active one gets all; after a rollout old ones
 * get nothing; in the middle of a rolling update all keep their shares. Models scale of pkg/controller/deployment.
 */
export function planScale(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
): readonly Shrink[] {
  const desired = replicasOf(deployment);
  const all = newSet ? [...oldSets, newSet] : [...oldSets];
  const single = activeOrLatest(newSet, oldSets, all);
  if (single) return replicasOf(single) === desired ? [] : [{ set: single, size: desired }];
  if (newSet && isSaturated(deployment, newSet)) return activeSets(oldSets).map((set) => ({ set, size: 0 }));
  return isRolling(deployment) ? proportional(deployment, activeSets(all)) : [];
}

/** The one that takes the whole change, if there are not several with Pods. Models FindActiveOrLatest. */
function activeOrLatest(
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
  all: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const active = activeSets(all);
  if (active.length > 1) return undefined;
  return active[0] ?? newSet ?? [...oldSets].sort((a, b) => byCreation(b, a))[0];
}

/** Whether the newest ReplicaSet already has all Pods of the Deployment, available. Models IsSaturated. */
function isSaturated(deployment: Deployment, newSet: ReplicaSet): boolean {
  const desired = replicasOf(deployment);
  return (
    replicasOf(newSet) === desired &&
    desiredAnnotation(newSet) === desired &&
    (newSet.status?.availableReplicas ?? 0) === desired
  );
}

function proportional(deployment: Deployment, active: readonly ReplicaSet[]): readonly Shrink[] {
  const desired = replicasOf(deployment);
  const allowed = desired > 0 ? desired + maxSurge(deployment) : 0;
  const toAdd = allowed - desiredTotal(active);
  const sorted = [...active];
  if (toAdd > 0) sorted.sort(bySizeNewer);
  else if (toAdd < 0) sorted.sort(bySizeOlder);
  let added = 0;
  const sizes = sorted.map((set) => {
    const share = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added);
    added += share;
    return { set, size: replicasOf(set) + share };
  });
  // What rounding left over goes to the largest.
  return sizes.map((step, i) => (i === 0 ? { ...step, size: Math.max(0, step.size + toAdd - added) } : step));
}

/** The share of one ReplicaSet in what is to be added (or, below 0, taken away). Models GetProportion. */
function proportion(rs: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (replicasOf(rs) === 0 || toAdd === added) return 0;
  const share = fraction(rs, deployment);
  const rest = toAdd - added;
  return toAdd > 0 ? Math.min(share, rest) : Math.max(share, rest);
}

function fraction(rs: ReplicaSet, deployment: Deployment): number {
  const size = replicasOf(rs);
  if (replicasOf(deployment) === 0) return -size;
  const total = replicasOf(deployment) + maxSurge(deployment);
  const before = maxAnnotation(rs) ?? deployment.status?.replicas ?? 0;
  return before === 0 ? 0 : Math.round((size * total) / before) - size;
}
