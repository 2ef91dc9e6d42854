import type { DeploymentStatus, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import { isPodTerminal } from '../../api/pod.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import ReplicaSetKind from '../replica-set/kind.ts';
import { desiredAnnotation, revisionOf, withReplicasAnnotations } from './annotations.ts';
import { planScale } from './proportions.ts';
import { activeSets, actualTotal, newSetSize, planShrink, replicasOf, type Shrink } from './replica-sets.ts';
import { type Revisions, syncRevision } from './revisions.ts';
import { type Rollout, writeStatus } from './session.ts';
import { isComplete, planRolloutStatus, planStatus, stuckForMs } from './status.ts';

/** Whether spec.replicas has changed since the ReplicaSets were last scaled. Models isScalingEvent. */
export function* isScaling(rollout: Rollout, sets: readonly ReplicaSet[]): Process<boolean> {
  const { all } = yield* syncRevision(rollout, sets, false);
  const desired = replicasOf(rollout.deployment);
  return activeSets(all).some((rs) => (desiredAnnotation(rs) ?? desired) !== desired);
}

/** Scaling, and everything while it is paused: no change of template is rolled out. Models sync. */
export function* syncScale(rollout: Rollout, sets: readonly ReplicaSet[]): Process<void> {
  const revisions = yield* syncRevision(rollout, sets, false);
  const { newSet, oldSets } = revisions;
  const scaled = yield* resizeAll(rollout, planScale(rollout.deployment, newSet, oldSets));
  if (rollout.deployment.spec?.paused) yield* cleanUp(rollout, oldSets);
  yield* writeCounts(rollout, withScaled(revisions, scaled));
}

/** Only the status, for a Deployment that is being deleted. Models syncStatusOnly. */
export function* syncStatusOnly(rollout: Rollout, sets: readonly ReplicaSet[]): Process<void> {
  yield* writeCounts(rollout, yield* syncRevision(rollout, sets, false));
}

/** Models rolloutRolling. */
export function* rolloutRolling(rollout: Rollout, sets: readonly ReplicaSet[]): Process<void> {
  const revisions = yield* syncRevision(rollout, sets, true);
  const { oldSets, all } = revisions;
  const newSet = revisions.newSet!;
  const { deployment } = rollout;
  const desired = replicasOf(deployment);
  const size = replicasOf(newSet) > desired ? desired : newSetSize(deployment, all, newSet);
  if (size !== replicasOf(newSet)) {
    yield* resize(rollout, { set: newSet, size });
    yield* writeProgress(rollout, revisions);
    return;
  }
  const { unhealthy, healthy } = planShrink(deployment, activeSets(oldSets), newSet);
  if (unhealthy.length + healthy.length > 0) {
    const shrunk = yield* resizeAll(rollout, unhealthy);
    yield* resizeAll(
      rollout,
      healthy.map((step) => ({ ...step, set: shrunk.get(step.set) ?? step.set })),
    );
    yield* writeProgress(rollout, revisions);
    return;
  }
  yield* finish(rollout, revisions);
}

/** All old Pods go before the first new one comes. Models rolloutRecreate. */
export function* rolloutRecreate(rollout: Rollout, sets: readonly ReplicaSet[]): Process<void> {
  let revisions = yield* syncRevision(rollout, sets, false);
  const down = activeSets(revisions.oldSets).map((set) => ({ set, size: 0 }));
  if (down.length > 0) {
    yield* resizeAll(rollout, down);
    yield* writeProgress(rollout, revisions);
    return;
  }
  if (oldPodsRunning(rollout, revisions)) {
    yield* writeProgress(rollout, revisions);
    return;
  }
  if (!revisions.newSet) revisions = yield* syncRevision(rollout, sets, true);
  const newSet = revisions.newSet!;
  const size = replicasOf(rollout.deployment);
  if (replicasOf(newSet) !== size) yield* resize(rollout, { set: newSet, size });
  yield* finish(rollout, revisions);
}

function oldPodsRunning({ podsOf }: Rollout, { oldSets }: Revisions): boolean {
  if (actualTotal(oldSets) > 0) return true;
  return oldSets.some((rs) => [...podsOf(rs)].some((pod) => !isPodTerminal(pod)));
}

function* finish(rollout: Rollout, revisions: Revisions): Process<void> {
  if (isComplete(rollout.deployment, rollout.deployment.status ?? {})) yield* cleanUp(rollout, revisions.oldSets);
  yield* writeProgress(rollout, revisions);
}

function* resizeAll(rollout: Rollout, steps: readonly Shrink[]): Process<Map<ReplicaSet, ReplicaSet>> {
  const updated = new Map<ReplicaSet, ReplicaSet>();
  for (const step of steps) updated.set(step.set, yield* resize(rollout, step));
  return updated;
}

/** Sets the size of a ReplicaSet, with the Deployment's numbers noted on it. Models scaleReplicaSet. */
function* resize({ context, recorder, deployment }: Rollout, { set, size }: Shrink): Process<ReplicaSet> {
  const before = replicasOf(set);
  const sized = before === size ? set : { ...set, spec: { ...set.spec!, replicas: size } };
  const next = withReplicasAnnotations(sized, deployment);
  if (next === set) return set;
  const updated = yield* context.client.update(ReplicaSetKind, next);
  if (before !== size) {
    const message = `Scaled ${before < size ? 'up' : 'down'} replica set ${set.metadata.name} from ${before} to ${size}`;
    recorder.event(deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  return updated;
}

function withScaled({ newSet, oldSets }: Revisions, scaled: ReadonlyMap<ReplicaSet, ReplicaSet>): Revisions {
  const current = newSet && (scaled.get(newSet) ?? newSet);
  const old = oldSets.map((rs) => scaled.get(rs) ?? rs);
  return { newSet: current, oldSets: old, all: current ? [...old, current] : old };
}

/** Deletes the oldest empty ReplicaSets beyond revisionHistoryLimit. Models cleanupDeployment. */
function* cleanUp({ context, deployment }: Rollout, oldSets: readonly ReplicaSet[]): Process<void> {
  const limit = deployment.spec?.revisionHistoryLimit;
  if (limit === undefined || limit === 2 ** 31 - 1) return;
  const alive = oldSets.filter((rs) => !isTerminating(rs));
  const surplus = alive.length - limit;
  const oldest = [...alive].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, surplus));
  for (const rs of oldest) {
    const idle = (rs.status?.replicas ?? 0) === 0 && replicasOf(rs) === 0;
    if (!idle || (rs.metadata.generation ?? 0) > (rs.status?.observedGeneration ?? 0)) continue;
    try {
      yield* context.client.delete(ReplicaSetKind, rs.metadata.namespace ?? '', rs.metadata.name ?? '');
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error;
    }
  }
}

function* writeCounts(rollout: Rollout, { all, newSet }: Revisions): Process<void> {
  const { deployment, context } = rollout;
  const status = planStatus(deployment, all, newSet, context.nowMs());
  if (!sameStatus(deployment.status, status)) yield* writeStatus(rollout, { ...deployment, status });
}

function* writeProgress(rollout: Rollout, { all, newSet }: Revisions): Process<void> {
  const { deployment, context, queue } = rollout;
  const status = planRolloutStatus(deployment, all, newSet, context.nowMs());
  if (!sameStatus(deployment.status, status)) {
    yield* writeStatus(rollout, { ...deployment, status });
    return;
  }
  const leftMs = stuckForMs(deployment, status, context.nowMs());
  if (leftMs === undefined) return;
  const key = objectKey(deployment);
  if (leftMs < 1000) queue.addRateLimited(key);
  // A second later than due, as times in objects have whole seconds.
  else queue.addAfter(key, leftMs + 1000);
}

function sameStatus(a: DeploymentStatus | undefined, b: DeploymentStatus): boolean {
  return deepEqual(a, b);
}
