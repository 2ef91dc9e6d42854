import type { DeploymentCondition, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { rfc3339 } from '../../base/time.ts';

type Conditions = readonly DeploymentCondition[];

/** A condition that changes now. @param nowMs Unix milliseconds */
export function newCondition(
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  nowMs: number,
): DeploymentCondition {
  const time = rfc3339(nowMs);
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/** The condition of a type. */
export function conditionOf(conditions: Conditions | undefined, type: string): DeploymentCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/**
 * The conditions with one set, at the end; the same list if its status and reason are what they were. The transition
 * time stays while the status does. Models SetDeploymentCondition.
 */
export function setCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const present = conditionOf(conditions, condition.type);
  if (present?.status === condition.status && present.reason === condition.reason) return conditions;
  const { lastTransitionTime } = present ?? {};
  const kept =
    present?.status === condition.status && lastTransitionTime ? { ...condition, lastTransitionTime } : condition;
  return [...removeCondition(conditions, condition.type), kept];
}

/** The conditions without one type; the same list if it has none. */
export function removeCondition(conditions: Conditions, type: string): Conditions {
  return conditionOf(conditions, type) ? conditions.filter((condition) => condition.type !== type) : conditions;
}

/** Why ReplicaSets cannot make their Pods, the newest one's reason first. Models getReplicaFailures. */
export function replicaFailure(
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
): DeploymentCondition | undefined {
  for (const rs of newSet ? [newSet, ...all] : all) {
    const found = rs.status?.conditions?.find((condition) => condition.type === 'ReplicaFailure');
    if (!found) continue;
    const { lastTransitionTime } = found;
    return { ...found, ...(lastTransitionTime ? { lastUpdateTime: lastTransitionTime } : {}) };
  }
  return undefined;
}
