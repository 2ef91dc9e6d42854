import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import { labelMatcher } from '../../api/selectors.ts';
import type { State } from './controller.ts';
import ReplicaSetKind from './kind.ts';

/** Turns changes of Pods into ReplicaSets to look at. Models the Pod handlers of pkg/controller/replicaset. */
export function watchPods(state: State): void {
  const { pods, queue, expectations, tally } = state;

  const added = (pod: Pod): void => {
    if (isTerminating(pod)) {
      gone(pod);
      return;
    }
    const rs = ownerOf(state, pod);
    if (rs) {
      expectations.creationObserved(objectKey(rs));
      queue.add(objectKey(rs));
    } else if (!controllerOf(pod)) offer(state, pod);
  };
  const gone = (pod: Pod): void => {
    const rs = ownerOf(state, pod);
    if (!rs) return;
    expectations.deletionObserved(objectKey(rs), objectKey(pod));
    queue.add(objectKey(rs));
  };
  const updated = (pod: Pod, previous: Pod): void => {
    const relabelled = pod.metadata.labels !== previous.metadata.labels;
    if (isTerminating(pod)) {
      gone(pod);
      if (relabelled) gone(previous);
      return;
    }
    const moved = controllerOf(pod)?.uid !== controllerOf(previous)?.uid;
    const before = moved ? ownerOf(state, previous) : undefined;
    if (before) queue.add(objectKey(before));
    const rs = ownerOf(state, pod);
    if (rs) {
      queue.add(objectKey(rs));
      const minReadySeconds = rs.spec?.minReadySeconds ?? 0;
      // One second more, as times in objects have whole seconds.
      if (minReadySeconds > 0 && isPodReady(pod) && !isPodReady(previous)) {
        queue.addAfter(objectKey(rs), (minReadySeconds + 1) * 1000);
      }
    } else if (!controllerOf(pod) && (relabelled || moved)) offer(state, pod);
  };
  pods.addHandler({
    onAdd(pod) {
      tally.added(pod);
      added(pod);
    },
    onUpdate(pod, previous) {
      tally.updated(pod, previous);
      updated(pod, previous);
    },
    onDelete(pod, previous) {
      tally.removed(previous);
      gone(pod);
    },
  });
}

/** The ReplicaSet that controls a Pod, if it is the one that the cache has under that name. */
function ownerOf({ sets }: State, pod: Pod): ReplicaSet | undefined {
  const owner = controllerOf(pod);
  if (owner?.kind !== ReplicaSetKind.kind) return undefined;
  const rs = sets.get(`${pod.metadata.namespace}/${owner.name}`);
  return rs?.metadata.uid === owner.uid ? rs : undefined;
}

/** A Pod without a controller wakes every ReplicaSet that could adopt it. */
function offer({ sets, queue }: State, pod: Pod): void {
  const { namespace = '', labels } = pod.metadata;
  if (!labels) return;
  for (const rs of sets.list(namespace)) if (labelMatcher(rs.spec?.selector).matches(labels)) queue.add(objectKey(rs));
}
