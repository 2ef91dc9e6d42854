import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Writable } from '../../api/object.ts';
import { parseTime } from '../../base/time.ts';
import { conditionOf, newCondition, removeCondition, replicaFailure, setCondition } from './conditions.ts';
import { actualTotal, availableTotal, desiredTotal, maxUnavailable, replicasOf } from './replica-sets.ts';

const MAX_INT32 = 2 ** 31 - 1;

type Count = Exclude<keyof DeploymentStatus, 'conditions' | 'collisionCount'>;

/** Whether the rollout has a time limit. */
export function hasDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec?.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== MAX_INT32;
}

/** Counts and the Available condition. Models calculateStatus of pkg/controller/deployment. */
export function planStatus(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  nowMs: number,
): DeploymentStatus {
  const available = availableTotal(all);
  const enough = available >= replicasOf(deployment) - maxUnavailable(deployment);
  const condition = enough
    ? newCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', nowMs)
    : newCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        nowMs,
      );
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  const status: Writable<DeploymentStatus> = {};
  // Zeros are left out, as in Go's JSON.
  const count = (key: Count, value: number): void => {
    if (value !== 0) status[key] = value;
  };
  count('observedGeneration', deployment.metadata.generation ?? 0);
  count('replicas', actualTotal(all));
  count('updatedReplicas', newSet ? actualTotal([newSet]) : 0);
  count(
    'readyReplicas',
    all.reduce((sum, rs) => sum + (rs.status?.readyReplicas ?? 0), 0),
  );
  count('availableReplicas', available);
  count('unavailableReplicas', Math.max(0, desiredTotal(all) - available));
  status.conditions = setCondition(conditions, condition);
  if (collisionCount !== undefined) status.collisionCount = collisionCount;
  return status;
}

/** The status during a rollout: with the Progressing and ReplicaFailure conditions. Models syncRolloutStatus. */
export function planRolloutStatus(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  nowMs: number,
): DeploymentStatus {
  const status = planStatus(deployment, all, newSet, nowMs);
  const conditions = withFailure(planProgress(deployment, status, newSet, nowMs), replicaFailure(all, newSet));
  return { ...status, conditions };
}

function withFailure(
  conditions: readonly DeploymentCondition[],
  failure: DeploymentCondition | undefined,
): readonly DeploymentCondition[] {
  return failure ? setCondition(conditions, failure) : removeCondition(conditions, 'ReplicaFailure');
}

function planProgress(
  deployment: Deployment,
  status: DeploymentStatus,
  newSet: ReplicaSet | undefined,
  nowMs: number,
): readonly DeploymentCondition[] {
  const conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) return removeCondition(conditions, 'Progressing');
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  const done = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (done) return conditions;
  const subject = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const progressing = (state: 'True' | 'False', reason: string, message: string): DeploymentCondition =>
    newCondition('Progressing', state, reason, `${subject} ${message}`, nowMs);
  if (isComplete(deployment, status)) {
    return setCondition(conditions, progressing('True', 'NewReplicaSetAvailable', 'has successfully progressed.'));
  }
  if (isProgressing(deployment, status)) {
    const next = progressing('True', 'ReplicaSetUpdated', 'is progressing.');
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined;
    // Taken out first: every step forward renews the time of the last update, from which the deadline counts.
    const rest = removeCondition(conditions, 'Progressing');
    return setCondition(rest, since ? { ...next, lastTransitionTime: since } : next);
  }
  if (isTimedOut(deployment, status, nowMs)) {
    return setCondition(conditions, progressing('False', 'ProgressDeadlineExceeded', 'has timed out progressing.'));
  }
  return conditions;
}

/** Whether the rollout has finished: all Pods are of the newest template and available. Models DeploymentComplete. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const desired = replicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === desired &&
    (status.replicas ?? 0) === desired &&
    (status.availableReplicas ?? 0) === desired &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** Whether the rollout has come forward since the status that is stored. Models DeploymentProgressing. */
function isProgressing(deployment: Deployment, next: DeploymentStatus): boolean {
  const before = deployment.status ?? {};
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (next.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(next) < old(before) ||
    (next.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function isTimedOut(deployment: Deployment, status: DeploymentStatus, nowMs: number): boolean {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return deadlineMs(deployment, condition) < nowMs;
}

function deadlineMs(deployment: Deployment, condition: DeploymentCondition): number {
  const since = condition.lastUpdateTime ?? condition.lastTransitionTime;
  return (since ? parseTime(since) : 0) + (deployment.spec?.progressDeadlineSeconds ?? 0) * 1000;
}

/**
 * When to look again at a rollout that stands still: the time until its deadline, in milliseconds, or undefined when
 * there is nothing to wait for. Models requeueStuckDeployment.
 */
export function stuckForMs(deployment: Deployment, status: DeploymentStatus, nowMs: number): number | undefined {
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (!hasDeadline(deployment) || !current) return undefined;
  if (isComplete(deployment, status) || current.reason === 'ProgressDeadlineExceeded') return undefined;
  return deadlineMs(deployment, current) - nowMs;
}
