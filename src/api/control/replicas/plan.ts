import { deepEqual } from '../../../base/equal.ts';
import { rfc3339 } from '../../../base/time.ts';
import type { ReplicaSetCondition, ReplicaSetStatus } from '../../k8s/apps-v1.gen.ts';
import type { Pod } from '../../k8s/core-v1.gen.ts';
import { isPodAvailable, isPodReady } from '../../pod.ts';
import { mapMatcher } from '../../selectors.ts';
import { podsToDelete } from '../pod-ranking.ts';
import type { Replicated } from './replicated.ts';

/** Most Pods that one sync creates or deletes. */
const BURST_REPLICAS = 500;

/** What a sync does about the number of Pods. */
export interface ReplicaPlan {
  readonly create: number;
  readonly remove: readonly Pod[];
}

/**
 * How many Pods to create, or which to delete. Models manageReplicas of pkg/controller/replicaset.
 * @param active its Pods that count
 * @param related Pods of all owners with the same controller; asked for only when Pods have to go
 */
export function planReplicas(
  owner: Replicated,
  active: readonly Pod[],
  related: () => Iterable<Pod>,
  nowMs: number,
): ReplicaPlan {
  const surplus = active.length - desiredReplicas(owner);
  if (surplus < 0) return { create: Math.min(-surplus, BURST_REPLICAS), remove: [] };
  if (surplus === 0) return { create: 0, remove: [] };
  return { create: 0, remove: podsToDelete(active, related(), Math.min(surplus, BURST_REPLICAS), nowMs) };
}

/** spec.replicas, which is 1 when it is not set. */
export function desiredReplicas(owner: Replicated): number {
  return owner.spec?.replicas ?? 1;
}

/** What is counted of an owner's Pods. */
export interface Counts {
  readonly active: number;
  /** With all labels of the template. */
  readonly labeled: number;
  readonly ready: number;
  /** Ready for minReadySeconds. */
  readonly available: number;
}

/** Counts Pods that are active. @param nowMs Unix milliseconds */
export function countPods(owner: Replicated, active: readonly Pod[], nowMs: number): Counts {
  const template = mapMatcher(owner.spec?.template?.metadata?.labels ?? {});
  const minReadySeconds = owner.spec?.minReadySeconds ?? 0;
  const counts = { active: active.length, labeled: 0, ready: 0, available: 0 };
  for (const pod of active) {
    if (template.matches(pod.metadata.labels)) counts.labeled++;
    if (!isPodReady(pod)) continue;
    counts.ready++;
    if (isPodAvailable(pod, minReadySeconds, nowMs)) counts.available++;
  }
  return counts;
}

/**
 * The status after a sync; undefined if it says what the present one says. Models calculateStatus of
 * pkg/controller/replicaset.
 * @param failure what went wrong while Pods were created or deleted
 */
export function planStatus(
  owner: Replicated,
  counts: Counts,
  failure: Error | undefined,
  nowMs: number,
): ReplicaSetStatus | undefined {
  const { active, labeled, ready, available } = counts;
  const conditions = planConditions(owner, active, failure, nowMs);
  const generation = owner.metadata.generation ?? 0;
  const status: ReplicaSetStatus = {
    replicas: active,
    ...(labeled > 0 ? { fullyLabeledReplicas: labeled } : {}),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(available > 0 ? { availableReplicas: available } : {}),
    ...(generation > 0 ? { observedGeneration: generation } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
  };
  return deepEqual(status, owner.status) ? undefined : status;
}

function planConditions(
  owner: Replicated,
  count: number,
  failure: Error | undefined,
  nowMs: number,
): readonly ReplicaSetCondition[] {
  const conditions = owner.status?.conditions ?? [];
  const failing = conditions.some((condition) => condition.type === 'ReplicaFailure');
  if (!failure) return failing ? conditions.filter((condition) => condition.type !== 'ReplicaFailure') : conditions;
  const missing = desiredReplicas(owner) - count;
  if (failing || missing === 0) return conditions;
  const condition: ReplicaSetCondition = {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: rfc3339(nowMs),
    reason: missing > 0 ? 'FailedCreate' : 'FailedDelete',
    message: failure.message,
  };
  return [...conditions, condition];
}
