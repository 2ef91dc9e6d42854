import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { deepEqual } from '../../base/equal.ts';
import type { State } from './controller.ts';
import DaemonSetKind from './kind.ts';
import { nodeFit } from './node-fit.ts';
import { mayFitOtherwise } from './views.ts';

/** Turns changes of sets, Pods and nodes into sets to look at. Models the handlers of pkg/controller/daemon. */
export function watch(state: State): void {
  const { sets, queue, expectations, views } = state;
  const enqueue = (set: DaemonSet): void => queue.add(objectKey(set));
  sets.addHandler({
    onAdd: enqueue,
    onUpdate: enqueue,
    onDelete(set) {
      expectations.forget(objectKey(set));
      views.forget(objectKey(set));
      enqueue(set);
    },
  });
  watchPods(state, enqueue);
  watchNodes(state, enqueue);
}

function watchPods(state: State, enqueue: (set: DaemonSet) => void): void {
  const { pods, queue, expectations, sets } = state;
  const gone = (pod: Pod): void => {
    const set = ownerOf(state, pod);
    if (!set) return;
    expectations.deletionObserved(objectKey(set), objectKey(pod));
    enqueue(set);
  };
  const offer = (pod: Pod): void => {
    for (const set of sets.list(pod.metadata.namespace)) {
      if (labelMatcher(set.spec?.selector).matches(pod.metadata.labels)) enqueue(set);
    }
  };
  pods.addHandler({
    onAdd(pod) {
      if (isTerminating(pod)) {
        gone(pod);
        return;
      }
      const set = ownerOf(state, pod);
      if (set) {
        expectations.creationObserved(objectKey(set));
        enqueue(set);
      } else if (!controllerOf(pod)) offer(pod);
    },
    onUpdate(pod, previous) {
      if (isTerminating(pod)) {
        gone(pod);
        return;
      }
      const before = controllerOf(pod)?.uid === controllerOf(previous)?.uid ? undefined : ownerOf(state, previous);
      if (before) enqueue(before);
      const set = ownerOf(state, pod);
      if (!set) {
        if (!controllerOf(pod) && pod.metadata.labels !== previous.metadata.labels) offer(pod);
        return;
      }
      enqueue(set);
      const minReadySeconds = set.spec?.minReadySeconds ?? 0;
      // One second more, as times in objects have whole seconds.
      if (minReadySeconds > 0 && isPodReady(pod) && !isPodReady(previous)) {
        queue.addAfter(objectKey(set), (minReadySeconds + 1) * 1000);
      }
    },
    onDelete: gone,
  });
}

/** A node concerns the sets that now fit it, or no longer do. */
function watchNodes({ nodes, sets }: State, enqueue: (set: DaemonSet) => void): void {
  nodes.addHandler({
    onAdd(node) {
      for (const set of sets.list()) if (nodeFit(node, set).run) enqueue(set);
    },
    onUpdate(node, previous) {
      if (!mayFitOtherwise(node, previous)) return;
      for (const set of sets.list()) if (!deepEqual(nodeFit(node, set), nodeFit(previous, set))) enqueue(set);
    },
  });
}

function ownerOf({ sets }: State, pod: Pod): DaemonSet | undefined {
  const owner = controllerOf(pod);
  if (owner?.kind !== DaemonSetKind.kind) return undefined;
  const set = sets.get(`${pod.metadata.namespace}/${owner.name}`);
  return set?.metadata.uid === owner.uid ? set : undefined;
}
