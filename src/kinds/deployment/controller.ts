import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { claim, OWNER, orphansOf, ownerIndex } from '../../api/control/claim.ts';
import { unlessTerminating } from '../../api/control/pod-control.ts';
import { withRetries } from '../../api/control/with-retries.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import PodKind from '../pod/kind.ts';
import ReplicaSetKind from '../replica-set/kind.ts';
import { conditionOf, newCondition, setCondition } from './conditions.ts';
import DeploymentKind from './kind.ts';
import { isRolling } from './replica-sets.ts';
import { isScaling, rolloutRecreate, rolloutRolling, syncScale, syncStatusOnly } from './rollout.ts';
import { type Rollout, writeStatus } from './session.ts';
import { hasDeadline } from './status.ts';

interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly deployments: Informer<Deployment>;
  readonly sets: Informer<ReplicaSet>;
  readonly pods: Informer<Pod>;
  readonly queue: WorkQueue;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.DeploymentController.ConcurrentDeploymentSyncs;

/** Rolls out Deployments through ReplicaSets. Models pkg/controller/deployment. */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  start(context) {
    const state: State = {
      context,
      recorder: context.recorder('deployment-controller'),
      deployments: context.informers.of(DeploymentKind),
      sets: context.informers.of(ReplicaSetKind),
      pods: context.informers.of(PodKind),
      queue: context.queue('deployment'),
    };
    state.sets.addIndex(OWNER, ownerIndex);
    state.pods.addIndex(OWNER, ownerIndex);
    const enqueue = (deployment: Deployment): void => state.queue.add(objectKey(deployment));
    state.deployments.addHandler({ onAdd: enqueue, onUpdate: enqueue, onDelete: enqueue });
    watchSets(state);
    watchPods(state);
    context.run(state.queue, WORKERS, (key) => withRetries(state.queue, key, unlessTerminating(sync(state, key))));
  },
};

export default deploymentController;

function watchSets(state: State): void {
  const { sets, queue } = state;
  const wake = (rs: ReplicaSet): boolean => {
    const owner = ownerOf(state, rs);
    if (owner) queue.add(objectKey(owner));
    return owner !== undefined;
  };
  const offer = (rs: ReplicaSet): void => {
    if (controllerOf(rs) || isTerminating(rs) || !rs.metadata.labels) return;
    for (const deployment of state.deployments.list(rs.metadata.namespace)) {
      if (labelMatcher(deployment.spec?.selector).matches(rs.metadata.labels)) queue.add(objectKey(deployment));
    }
  };
  sets.addHandler({
    onAdd: (rs) => void (wake(rs) || offer(rs)),
    onUpdate(rs, previous) {
      const moved = controllerOf(rs)?.uid !== controllerOf(previous)?.uid;
      if (moved) wake(previous);
      if (!wake(rs) && (moved || rs.metadata.labels !== previous.metadata.labels)) offer(rs);
    },
    onDelete: (rs) => void wake(rs),
  });
}

/** The last old Pod that goes lets a Recreate rollout go on. */
function watchPods(state: State): void {
  const { pods, sets, queue } = state;
  pods.addHandler({
    onDelete(pod) {
      const owner = controllerOf(pod);
      const rs = owner?.kind === ReplicaSetKind.kind ? sets.get(`${pod.metadata.namespace}/${owner.name}`) : undefined;
      const deployment = rs && ownerOf(state, rs);
      if (!deployment || isRolling(deployment)) return;
      const siblings = sets.byIndex(OWNER, deployment.metadata.uid ?? '');
      for (const sibling of siblings) for (const _ of pods.byIndex(OWNER, sibling.metadata.uid ?? '')) return;
      queue.add(objectKey(deployment));
    },
  });
}

function ownerOf({ deployments }: State, rs: ReplicaSet): Deployment | undefined {
  const owner = controllerOf(rs);
  if (owner?.kind !== DeploymentKind.kind) return undefined;
  const deployment = deployments.get(`${rs.metadata.namespace}/${owner.name}`);
  return deployment?.metadata.uid === owner.uid ? deployment : undefined;
}

function* sync(state: State, key: string): Process<void> {
  const deployment = state.deployments.get(key);
  if (!deployment) return;
  const { context, recorder, queue, pods } = state;
  const podsOf = (rs: ReplicaSet): Iterable<Pod> => pods.byIndex(OWNER, rs.metadata.uid ?? '');
  const rollout: Rollout = { context, recorder, queue, sets: state.sets, podsOf, deployment };
  if (selectsAll(deployment)) {
    const text = 'This deployment is selecting all pods. A non-empty selector is required.';
    recorder.event(deployment, 'Warning', 'SelectingAll', text);
    yield* noteGeneration(rollout);
    return;
  }
  const sets = yield* claimSets(state, deployment);
  if (isTerminating(deployment)) {
    yield* syncStatusOnly(rollout, sets);
    return;
  }
  yield* notePaused(rollout);
  if (deployment.spec?.paused || (yield* isScaling(rollout, sets))) yield* syncScale(rollout, sets);
  else if (isRolling(deployment)) yield* rolloutRolling(rollout, sets);
  else yield* rolloutRecreate(rollout, sets);
}

function selectsAll({ spec }: Deployment): boolean {
  const { matchLabels = {}, matchExpressions = [] } = spec?.selector ?? {};
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function* noteGeneration(rollout: Rollout): Process<void> {
  const { deployment } = rollout;
  const observedGeneration = deployment.metadata.generation ?? 0;
  if ((deployment.status?.observedGeneration ?? 0) >= observedGeneration) return;
  yield* writeStatus(rollout, { ...deployment, status: { ...deployment.status, observedGeneration } });
}

/** Its ReplicaSets, with matching orphans adopted and those that no longer match let go. */
function* claimSets({ context, sets }: State, deployment: Deployment): Process<readonly ReplicaSet[]> {
  const matcher = labelMatcher(deployment.spec?.selector);
  const candidates = [
    ...sets.byIndex(OWNER, deployment.metadata.uid ?? ''),
    ...sets.byIndex(OWNER, orphansOf(deployment.metadata.namespace ?? '')),
  ];
  const matches = (rs: ReplicaSet): boolean => matcher.matches(rs.metadata.labels);
  const { client } = context;
  return yield* claim(
    { client, owner: deployment, ownerKind: DeploymentKind, kind: ReplicaSetKind, matches },
    candidates,
  );
}

/** Says in the Progressing condition that it is paused, or goes on; so the deadline does not pass meanwhile. */
function* notePaused(rollout: Rollout): Process<void> {
  const { deployment, context } = rollout;
  if (!hasDeadline(deployment)) return;
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (current?.reason === 'ProgressDeadlineExceeded') return;
  const noted = current?.reason === 'DeploymentPaused';
  const paused = deployment.spec?.paused === true;
  if (noted === paused) return;
  const condition = paused
    ? newCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', context.nowMs())
    : newCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', context.nowMs());
  const conditions = setCondition(deployment.status?.conditions ?? [], condition);
  const next = { ...deployment, status: { ...deployment.status, conditions } };
  yield* writeStatus(rollout, next);
  // Upstream goes on with the version from before: a further write of this sync conflicts, and the next sync makes it.
  // That is why a ReplicaSet that is created on resuming is not announced as a new one.
  rollout.deployment = next;
}
