import type { Pod } from '../../k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../object.ts';
import { isPodReady } from '../../pod.ts';
import type { State } from './controller.ts';
import type { Replicated } from './replicated.ts';

/** Turns changes of Pods into owners to look at. Models the Pod handlers of pkg/controller/replicaset. */
export function watchPods<T extends Replicated>(state: State<T>): void {
  const { pods, queue, expectations, tally } = state;

  const added = (pod: Pod): void => {
    if (isTerminating(pod)) {
      gone(pod);
      return;
    }
    const owner = ownerOf(state, pod);
    if (owner) {
      expectations.creationObserved(objectKey(owner));
      queue.add(objectKey(owner));
    } else if (!controllerOf(pod)) offer(state, pod);
  };
  const gone = (pod: Pod): void => {
    const owner = ownerOf(state, pod);
    if (!owner) return;
    expectations.deletionObserved(objectKey(owner), objectKey(pod));
    queue.add(objectKey(owner));
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
    const owner = ownerOf(state, pod);
    if (owner) {
      queue.add(objectKey(owner));
      const minReadySeconds = owner.spec?.minReadySeconds ?? 0;
      // One second more, as times in objects have whole seconds.
      if (minReadySeconds > 0 && isPodReady(pod) && !isPodReady(previous)) {
        queue.addAfter(objectKey(owner), (minReadySeconds + 1) * 1000);
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

/** What controls a Pod, if it is the one that the cache has under that name. */
function ownerOf<T extends Replicated>({ how, owners }: State<T>, pod: Pod): T | undefined {
  const reference = controllerOf(pod);
  if (reference?.kind !== how.kind.kind) return undefined;
  const owner = owners.get(`${pod.metadata.namespace}/${reference.name}`);
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

/** A Pod without a controller wakes everything that could adopt it. */
function offer<T extends Replicated>({ how, owners, queue }: State<T>, pod: Pod): void {
  const { namespace = '', labels } = pod.metadata;
  if (!labels) return;
  for (const owner of owners.list(namespace)) if (how.matcherOf(owner).matches(labels)) queue.add(objectKey(owner));
}
