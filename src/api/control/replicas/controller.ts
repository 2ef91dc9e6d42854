import type { ControllerContext, Informer, WorkQueue } from '../../controller.ts';
import type { Pod } from '../../k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../object.ts';
import type { Process } from '../../process.ts';
import { isReason } from '../../status.ts';
import { claim, OWNER, orphansOf, ownerIndex } from '../claim.ts';
import { createExpectations, type Expectations } from '../expectations.ts';
import { settleAll, slowStart } from '../parallel.ts';
import { createPodControl, isNamespaceTerminating, type PodControl } from '../pod-control.ts';
import { isPodActive } from '../pod-ranking.ts';
import { type Counts, countPods, desiredReplicas, planReplicas, planStatus } from './plan.ts';
import { watchPods } from './pod-events.ts';
import type { Replicated, ReplicatedKind } from './replicated.ts';
import { createTally, type Tally } from './tally.ts';

/** What one running controller holds. */
export interface State<T extends Replicated> {
  readonly how: ReplicatedKind<T>;
  readonly context: ControllerContext;
  readonly owners: Informer<T>;
  readonly pods: Informer<Pod>;
  readonly queue: WorkQueue;
  readonly expectations: Expectations;
  readonly control: PodControl;
  readonly tally: Tally;
}

const WORKERS = 5;

/** Keeps the number of Pods of each owner of a kind. Models pkg/controller/replicaset, of which ReplicationControllers are a wrapper. */
export function startReplicas<T extends Replicated>(context: ControllerContext, how: ReplicatedKind<T>): void {
  const state: State<T> = {
    context,
    how,
    owners: context.informers.of(how.kind),
    pods: context.informers.of(how.podKind),
    queue: context.queue(how.kind.singular),
    expectations: createExpectations(() => context.nowMs()),
    control: createPodControl(context.client, how.podKind, context.recorder(how.recorder)),
    tally: createTally(),
  };
  state.owners.addIndex(OWNER, ownerIndex);
  state.pods.addIndex(OWNER, ownerIndex);
  watchOwners(state);
  watchPods(state);
  context.run(state.queue, WORKERS, (key) => sync(state, key));
}

function watchOwners<T extends Replicated>({ owners, queue, expectations }: State<T>): void {
  owners.addHandler({
    onAdd: (owner) => queue.add(objectKey(owner)),
    onUpdate(owner, previous) {
      if (owner.metadata.uid !== previous.metadata.uid) expectations.forget(objectKey(previous));
      queue.add(objectKey(owner));
    },
    onDelete(owner) {
      expectations.forget(objectKey(owner));
      queue.add(objectKey(owner));
    },
  });
}

function* sync<T extends Replicated>(state: State<T>, key: string): Process<void> {
  const { expectations } = state;
  const owner = state.owners.get(key);
  if (!owner) {
    expectations.forget(key);
    return;
  }
  const mayManage = expectations.satisfied(key) && !isTerminating(owner);
  let counts = talliedCounts(state, owner);
  let failure: Error | undefined;
  if (!counts || (mayManage && counts.active !== desiredReplicas(owner))) {
    const active = yield* claimPods(state, owner);
    if (mayManage) failure = yield* manageReplicas(state, key, owner, active);
    counts = countPods(owner, active, state.context.nowMs());
  }
  const updated = yield* updateStatus(state, owner, counts, failure);
  if (failure) throw failure;
  const { readyReplicas = 0, availableReplicas = 0 } = updated.status ?? {};
  const desired = desiredReplicas(updated);
  const minReadySeconds = updated.spec?.minReadySeconds ?? 0;
  if (minReadySeconds > 0 && readyReplicas === desired && availableReplicas !== desired) {
    state.queue.addAfter(key, minReadySeconds * 1000);
  }
}

/** What the tally says, unless a Pod without a controller might be adopted. */
function talliedCounts<T extends Replicated>({ how, pods, tally }: State<T>, owner: T): Counts | undefined {
  const matcher = how.matcherOf(owner);
  for (const orphan of pods.byIndex(OWNER, orphansOf(owner.metadata.namespace ?? ''))) {
    if (isPodActive(orphan) && matcher.matches(orphan.metadata.labels)) return undefined;
  }
  return tally.countsOf(owner, matcher);
}

/** Its Pods that count, with matching orphans adopted and Pods that no longer match let go. */
function* claimPods<T extends Replicated>({ context, how, pods }: State<T>, owner: T): Process<readonly Pod[]> {
  const matcher = how.matcherOf(owner);
  const owned = pods.byIndex(OWNER, owner.metadata.uid ?? '');
  const orphans = pods.byIndex(OWNER, orphansOf(owner.metadata.namespace ?? ''));
  const candidates = [...owned, ...orphans].filter(isPodActive);
  const matches = (pod: Pod): boolean => matcher.matches(pod.metadata.labels);
  return yield* claim(
    { client: context.client, owner: owner, ownerKind: how.kind, kind: how.podKind, matches },
    candidates,
  );
}

/** Creates or deletes Pods; the error is the first one that stands for a failure of the owner. */
function* manageReplicas<T extends Replicated>(
  state: State<T>,
  key: string,
  owner: T,
  active: readonly Pod[],
): Process<Error | undefined> {
  const { context, expectations, control } = state;
  const plan = planReplicas(owner, active, () => relatedPods(state, owner), context.nowMs());
  if (plan.create > 0) {
    expectations.expectCreations(key, plan.create);
    const template = owner.spec?.template ?? {};
    const { successes, error } = yield* slowStart(context, plan.create, () => createPod(control, owner, template));
    for (let i = successes; i < plan.create; i++) expectations.creationObserved(key);
    return error;
  }
  if (plan.remove.length > 0) {
    expectations.expectDeletions(key, plan.remove.map(objectKey));
    const errors = yield* settleAll(
      context,
      plan.remove.map((pod) => removePod(state, key, owner, pod)),
    );
    return errors.find((error) => error !== undefined);
  }
  return undefined;
}

/** In a namespace that is going away nothing can be created, and that is no failure. */
function* createPod(
  control: PodControl,
  owner: Replicated,
  template: Parameters<PodControl['create']>[1],
): Process<void> {
  try {
    yield* control.create(owner, template);
  } catch (error) {
    if (!isNamespaceTerminating(error)) throw error;
  }
}

function* removePod<T extends Replicated>(
  { control, expectations }: State<T>,
  key: string,
  owner: T,
  pod: Pod,
): Process<void> {
  try {
    yield* control.remove(owner, pod);
  } catch (error) {
    expectations.deletionObserved(key, objectKey(pod));
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** Pods of all owners with the same controller; none for one of its own. */
function* relatedPods<T extends Replicated>({ owners, pods }: State<T>, owner: T): Generator<Pod> {
  const reference = controllerOf(owner);
  if (!reference) return;
  for (const sibling of owners.byIndex(OWNER, reference.uid)) yield* pods.byIndex(OWNER, sibling.metadata.uid ?? '');
}

/** Writes the status if it has changed; a conflict is tried once more on the current object. */
function* updateStatus<T extends Replicated>(
  { context, how }: State<T>,
  owner: T,
  counts: Counts,
  failure: Error | undefined,
): Process<T> {
  const { client } = context;
  const status = planStatus(owner, counts, failure, context.nowMs());
  if (!status) return owner;
  try {
    return yield* client.updateStatus(how.kind, { ...owner, status });
  } catch (error) {
    if (!isReason(error, 'Conflict')) throw error;
  }
  const { namespace = '', name = '', generation } = owner.metadata;
  const fresh = yield* client.get(how.kind, namespace, name);
  const observed = generation ? { observedGeneration: generation } : {};
  return yield* client.updateStatus(how.kind, { ...fresh, status: { ...status, ...observed } });
}
