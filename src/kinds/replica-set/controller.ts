import { claim, OWNER, orphansOf, ownerIndex } from '../../api/control/claim.ts';
import { createExpectations, type Expectations } from '../../api/control/expectations.ts';
import { settleAll, slowStart } from '../../api/control/parallel.ts';
import { createPodControl, isNamespaceTerminating, type PodControl } from '../../api/control/pod-control.ts';
import { isPodActive } from '../../api/control/pod-ranking.ts';
import type { Controller, ControllerContext, Informer, WorkQueue } from '../../api/controller.ts';
import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { isReason } from '../../api/status.ts';
import PodKind from '../pod/kind.ts';
import { watchPods } from './events.ts';
import ReplicaSetKind from './kind.ts';
import { type Counts, countPods, desiredReplicas, planReplicas, planStatus } from './plan.ts';
import { createTally, type Tally } from './tally.ts';

/** What one running ReplicaSet controller holds. */
export interface State {
  readonly context: ControllerContext;
  readonly sets: Informer<ReplicaSet>;
  readonly pods: Informer<Pod>;
  readonly queue: WorkQueue;
  readonly expectations: Expectations;
  readonly control: PodControl;
  readonly tally: Tally;
}

const WORKERS = 5;

/** Keeps the number of Pods of each ReplicaSet. Models pkg/controller/replicaset. */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  start(context) {
    const state: State = {
      context,
      sets: context.informers.of(ReplicaSetKind),
      pods: context.informers.of(PodKind),
      queue: context.queue('replicaset'),
      expectations: createExpectations(() => context.nowMs()),
      control: createPodControl(context.client, PodKind, context.recorder('replicaset-controller')),
      tally: createTally(),
    };
    state.sets.addIndex(OWNER, ownerIndex);
    state.pods.addIndex(OWNER, ownerIndex);
    watchSets(state);
    watchPods(state);
    context.run(state.queue, WORKERS, (key) => sync(state, key));
  },
};

export default replicaSetController;

function watchSets({ sets, queue, expectations }: State): void {
  sets.addHandler({
    onAdd: (rs) => queue.add(objectKey(rs)),
    onUpdate(rs, previous) {
      if (rs.metadata.uid !== previous.metadata.uid) expectations.forget(objectKey(previous));
      queue.add(objectKey(rs));
    },
    onDelete(rs) {
      expectations.forget(objectKey(rs));
      queue.add(objectKey(rs));
    },
  });
}

function* sync(state: State, key: string): Process<void> {
  const { expectations } = state;
  const rs = state.sets.get(key);
  if (!rs) {
    expectations.forget(key);
    return;
  }
  const mayManage = expectations.satisfied(key) && !isTerminating(rs);
  let counts = talliedCounts(state, rs);
  let failure: Error | undefined;
  if (!counts || (mayManage && counts.active !== desiredReplicas(rs))) {
    const active = yield* claimPods(state, rs);
    if (mayManage) failure = yield* manageReplicas(state, key, rs, active);
    counts = countPods(rs, active, state.context.nowMs());
  }
  const updated = yield* updateStatus(state, rs, counts, failure);
  if (failure) throw failure;
  const { readyReplicas = 0, availableReplicas = 0 } = updated.status ?? {};
  const desired = desiredReplicas(updated);
  const minReadySeconds = updated.spec?.minReadySeconds ?? 0;
  if (minReadySeconds > 0 && readyReplicas === desired && availableReplicas !== desired) {
    state.queue.addAfter(key, minReadySeconds * 1000);
  }
}

/** What the tally says, unless a Pod without a controller might be adopted. */
function talliedCounts({ pods, tally }: State, rs: ReplicaSet): Counts | undefined {
  const matcher = labelMatcher(rs.spec?.selector);
  for (const orphan of pods.byIndex(OWNER, orphansOf(rs.metadata.namespace ?? ''))) {
    if (isPodActive(orphan) && matcher.matches(orphan.metadata.labels)) return undefined;
  }
  return tally.countsOf(rs);
}

/** Its Pods that count, with matching orphans adopted and Pods that no longer match let go. */
function* claimPods({ context, pods }: State, rs: ReplicaSet): Process<readonly Pod[]> {
  const matcher = labelMatcher(rs.spec?.selector);
  const owned = pods.byIndex(OWNER, rs.metadata.uid ?? '');
  const orphans = pods.byIndex(OWNER, orphansOf(rs.metadata.namespace ?? ''));
  const candidates = [...owned, ...orphans].filter(isPodActive);
  const matches = (pod: Pod): boolean => matcher.matches(pod.metadata.labels);
  return yield* claim(
    { client: context.client, owner: rs, ownerKind: ReplicaSetKind, kind: PodKind, matches },
    candidates,
  );
}

/** Creates or deletes Pods; the error is the first one that stands for a failure of the ReplicaSet. */
function* manageReplicas(
  state: State,
  key: string,
  rs: ReplicaSet,
  active: readonly Pod[],
): Process<Error | undefined> {
  const { context, expectations, control } = state;
  const plan = planReplicas(rs, active, () => relatedPods(state, rs), context.nowMs());
  if (plan.create > 0) {
    expectations.expectCreations(key, plan.create);
    const template = rs.spec?.template ?? {};
    const { successes, error } = yield* slowStart(context, plan.create, () => createPod(control, rs, template));
    for (let i = successes; i < plan.create; i++) expectations.creationObserved(key);
    return error;
  }
  if (plan.remove.length > 0) {
    expectations.expectDeletions(key, plan.remove.map(objectKey));
    const errors = yield* settleAll(
      context,
      plan.remove.map((pod) => removePod(state, key, rs, pod)),
    );
    return errors.find((error) => error !== undefined);
  }
  return undefined;
}

/** In a namespace that is going away nothing can be created, and that is no failure. */
function* createPod(control: PodControl, rs: ReplicaSet, template: Parameters<PodControl['create']>[1]): Process<void> {
  try {
    yield* control.create(rs, template);
  } catch (error) {
    if (!isNamespaceTerminating(error)) throw error;
  }
}

function* removePod({ control, expectations }: State, key: string, rs: ReplicaSet, pod: Pod): Process<void> {
  try {
    yield* control.remove(rs, pod);
  } catch (error) {
    expectations.deletionObserved(key, objectKey(pod));
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** Pods of all ReplicaSets with the same controller; none for a ReplicaSet of its own. */
function* relatedPods({ sets, pods }: State, rs: ReplicaSet): Generator<Pod> {
  const owner = controllerOf(rs);
  if (!owner) return;
  for (const sibling of sets.byIndex(OWNER, owner.uid)) yield* pods.byIndex(OWNER, sibling.metadata.uid ?? '');
}

/** Writes the status if it has changed; a conflict is tried once more on the current object. */
function* updateStatus(
  { context }: State,
  rs: ReplicaSet,
  counts: Counts,
  failure: Error | undefined,
): Process<ReplicaSet> {
  const { client } = context;
  const status = planStatus(rs, counts, failure, context.nowMs());
  if (!status) return rs;
  try {
    return yield* client.updateStatus(ReplicaSetKind, { ...rs, status });
  } catch (error) {
    if (!isReason(error, 'Conflict')) throw error;
  }
  const { namespace = '', name = '', generation } = rs.metadata;
  const fresh = yield* client.get(ReplicaSetKind, namespace, name);
  const observed = generation ? { observedGeneration: generation } : {};
  return yield* client.updateStatus(ReplicaSetKind, { ...fresh, status: { ...status, ...observed } });
}
