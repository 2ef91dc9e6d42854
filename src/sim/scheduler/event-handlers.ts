import type { InformerFactory } from '../../api/controller.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodTerminal } from '../../api/pod.ts';
import { nodeChanges, podChanges } from './cluster-event.ts';
import { findKind, kindNamed } from './kinds.ts';
import type { SchedulerContext } from './scheduler.ts';

/** Keeps cache and queue up to date from the informers. Models pkg/scheduler/eventhandlers.go. */
export function watchCluster(
  context: SchedulerContext,
  informers: InformerFactory,
  /** Kinds that plugins want to hear of. */
  kinds: readonly string[],
): void {
  watchPods(context, informers);
  watchNodes(context, informers);
  for (const resource of kinds) {
    const kind = resource === 'Pod' || resource === 'Node' ? undefined : findKind(resource);
    if (!kind) continue;
    const { queue } = context;
    informers.of(kind).addHandler({
      onAdd: (object) => queue.move({ resource, action: 'Add', object }),
      onUpdate: (object, previous) => queue.move({ resource, action: 'Update', previous, object }),
      onDelete: (previous) => queue.move({ resource, action: 'Delete', previous }),
    });
  }
}

function watchNodes({ cache, queue }: SchedulerContext, informers: InformerFactory): void {
  informers.of(kindNamed<Node>('Node')).addHandler({
    onAdd(object) {
      cache.addNode(object);
      queue.move({ resource: 'Node', action: 'Add', object });
    },
    onUpdate(object, previous) {
      cache.updateNode(object);
      for (const action of nodeChanges(object, previous)) queue.move({ resource: 'Node', action, previous, object });
    },
    onDelete(previous) {
      queue.move({ resource: 'Node', action: 'Delete', previous });
      cache.removeNode(previous.metadata.name ?? '');
    },
  });
}

/** Upstream's informer asks only for Pods that have not ended; here one that ends counts as deleted. */
function watchPods(context: SchedulerContext, informers: InformerFactory): void {
  const { cache, queue, profileOf } = context;
  const add = (object: Pod): void => {
    if (object.spec?.nodeName) {
      cache.addPod(object);
      queue.move({ resource: 'Pod', action: 'Add', object });
    } else if (profileOf(object)) queue.add(object);
  };
  const remove = (previous: Pod): void => {
    if (previous.spec?.nodeName) {
      cache.removePod(previous);
      queue.move({ resource: 'Pod', action: 'Delete', previous });
    } else queue.delete(previous);
  };
  const update = (object: Pod, previous: Pod): void => {
    if (previous.spec?.nodeName) {
      cache.updatePod(object);
      for (const action of podChanges(object, previous)) queue.move({ resource: 'Pod', action, previous, object });
    } else if (object.spec?.nodeName) {
      queue.delete(previous);
      add(object);
    } else if (profileOf(object) && !cache.isAssumed(keyOf(object))) queue.update(object, previous);
  };
  informers.of(kindNamed<Pod>('Pod')).addHandler({
    onAdd(object) {
      if (!isPodTerminal(object)) add(object);
    },
    onUpdate(object, previous) {
      const [ended, hadEnded] = [isPodTerminal(object), isPodTerminal(previous)];
      if (object.metadata.uid !== previous.metadata.uid) {
        if (!hadEnded) remove(previous);
        if (!ended) add(object);
      } else if (ended) {
        if (!hadEnded) remove(previous);
      } else update(object, previous);
    },
    onDelete(previous) {
      if (!isPodTerminal(previous)) remove(previous);
    },
  });
}

function keyOf(pod: Pod): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}`;
}
