import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { claim, OWNER, orphansOf, ownerIndex } from '../../api/control/claim.ts';
import { sortRevisions } from '../../api/control/controller-revisions.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { ControllerRevision, StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { isReason } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import ControllerRevisionKind from '../controller-revision/kind.ts';
import PersistentVolumeClaimKind from '../persistent-volume-claim/kind.ts';
import PodKind from '../pod/kind.ts';
import { parentAndOrdinal } from './identity.ts';
import StatefulSetKind from './kind.ts';
import { findRevisions, truncateHistory } from './revisions.ts';
import { type Counted, completeRollingUpdate, countPods, type Revisions, statusOf } from './status.ts';
import { updateReplicas } from './update.ts';

/** What one running StatefulSet controller holds. */
export interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly sets: Informer<StatefulSet>;
  readonly pods: Informer<Pod>;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly revisions: Informer<ControllerRevision>;
  readonly queue: WorkQueue;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.StatefulSetController.ConcurrentStatefulSetSyncs;

/** Keeps Pods with names and storage of their own, one after the other. Models pkg/controller/statefulset. */
export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  start(context) {
    const state: State = {
      context,
      recorder: context.recorder('statefulset-controller'),
      sets: context.informers.of(StatefulSetKind),
      pods: context.informers.of(PodKind),
      claims: context.informers.of(PersistentVolumeClaimKind),
      revisions: context.informers.of(ControllerRevisionKind),
      queue: context.queue('statefulset'),
    };
    state.pods.addIndex(OWNER, ownerIndex);
    state.revisions.addIndex(OWNER, ownerIndex);
    watch(state);
    context.run(state.queue, WORKERS, (key) => sync(state, key));
  },
};

export default statefulSetController;

function watch(state: State): void {
  const { sets, pods, queue } = state;
  const enqueue = (set: StatefulSet): void => queue.add(objectKey(set));
  sets.addHandler({ onAdd: enqueue, onUpdate: enqueue, onDelete: enqueue });
  const changed = (pod: Pod): void => {
    const set = ownerOf(state, pod);
    if (set) enqueue(set);
    else if (!controllerOf(pod)) for (const each of orphanOwners(state, pod)) enqueue(each);
  };
  pods.addHandler({
    onAdd: changed,
    onUpdate(pod, previous) {
      if (controllerOf(pod)?.uid !== controllerOf(previous)?.uid) {
        const before = ownerOf(state, previous);
        if (before) enqueue(before);
      }
      changed(pod);
      const set = ownerOf(state, pod);
      const minReadySeconds = set?.spec?.minReadySeconds ?? 0;
      // One second more, as times in objects have whole seconds.
      if (set && minReadySeconds > 0 && isPodReady(pod) && !isPodReady(previous)) {
        queue.addAfter(objectKey(set), (minReadySeconds + 1) * 1000);
      }
    },
    onDelete(pod) {
      const set = ownerOf(state, pod);
      if (set) enqueue(set);
    },
  });
}

function ownerOf({ sets }: State, pod: Pod): StatefulSet | undefined {
  const owner = controllerOf(pod);
  if (owner?.kind !== StatefulSetKind.kind) return undefined;
  const set = sets.get(`${pod.metadata.namespace}/${owner.name}`);
  return set?.metadata.uid === owner.uid ? set : undefined;
}

function orphanOwners({ sets }: State, pod: Pod): readonly StatefulSet[] {
  const { namespace, name = '', labels } = pod.metadata;
  return [...sets.list(namespace)].filter(
    (set) => parentAndOrdinal(name).parent === set.metadata.name && labelMatcher(set.spec?.selector).matches(labels),
  );
}

function* sync(state: State, key: string): Process<void> {
  const set = state.sets.get(key);
  if (!set) return;
  const { nowMs } = state.context;
  const existing = sortRevisions(state.revisions.byIndex(OWNER, set.metadata.uid ?? ''));
  const pods = yield* claimPods(state, set);
  const revisions = yield* findRevisions(state, set, existing);
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  const outcome = yield* updateReplicas(state, set, pods, revisions);
  const counted = countPods(outcome.pods, revisions, minReadySeconds, nowMs());
  yield* writeStatus(state, set, adjusted(counted, outcome.replaced), revisions);
  if (outcome.failure) throw outcome.failure;
  yield* truncateHistory(state, set, pods, existing, revisions);
  if (minReadySeconds > 0 && counted.availableReplicas !== counted.readyReplicas) {
    state.queue.addAfter(key, minReadySeconds * 1000);
  }
}

/** Its Pods, with matching orphans of the right name adopted. */
function* claimPods({ context, pods }: State, set: StatefulSet): Process<readonly Pod[]> {
  const matcher = labelMatcher(set.spec?.selector);
  const { uid = '', namespace = '', name } = set.metadata;
  const isMember = (pod: Pod): boolean => parentAndOrdinal(pod.metadata.name ?? '').parent === name;
  const candidates = [...pods.byIndex(OWNER, uid), ...pods.byIndex(OWNER, orphansOf(namespace))].filter(isMember);
  const matches = (pod: Pod): boolean => matcher.matches(pod.metadata.labels);
  return yield* claim(
    { client: context.client, owner: set, ownerKind: StatefulSetKind, kind: PodKind, matches },
    candidates,
  );
}

/** A Pod that was deleted to be replaced no longer counts for the revision that it had. */
function adjusted(counted: Counted, replaced: string | undefined): Counted {
  if (replaced === undefined) return counted;
  return {
    ...counted,
    currentReplicas: counted.currentReplicas - (replaced === counted.currentRevision ? 1 : 0),
  };
}

function* writeStatus(state: State, set: StatefulSet, counted: Counted, revisions: Revisions): Process<void> {
  const { client } = state.context;
  const status = statusOf(set, completeRollingUpdate(set, counted), revisions.collisionCount);
  if (deepEqual(status, set.status)) return;
  try {
    yield* client.updateStatus(StatefulSetKind, { ...set, status });
  } catch (error) {
    if (!isReason(error, 'Conflict')) throw error;
    const fresh = yield* client.get(StatefulSetKind, set.metadata.namespace ?? '', set.metadata.name ?? '');
    yield* client.updateStatus(StatefulSetKind, { ...fresh, status });
  }
}
