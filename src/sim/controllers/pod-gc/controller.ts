import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import { isBug } from '../../../api/control/bug.ts';
import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { isTerminating, objectKey } from '../../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../../api/pod.ts';
import { type Process, sleep, waitAll } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import { type Disruption, patchPodStatus } from '../pod-status-patch.ts';

const PERIOD_MS = 20_000;
/** A node that is missing is given this time to come back before its Pods go. */
const QUARANTINE_MS = 40_000;
/** Finished Pods above this number are deleted, the oldest first (--terminated-pod-gc-threshold). */
const TERMINATED_THRESHOLD: number = CONTROLLER_MANAGER_CONFIG.PodGCController.TerminatedPodGCThreshold;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';
const NODE = 'node';

const byGC = (message: string): Disruption => ({
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message,
});

interface State {
  readonly context: ControllerContext;
  readonly nodes: Informer<Node>;
  readonly pods: Informer<Pod>;
  /** Keys of finished Pods, and of Pods that are being deleted without ever having been bound. */
  readonly finished: Set<string>;
  readonly unscheduled: Set<string>;
  /** Nodes that have Pods and are missing, with the time when that was noticed, once a pass has. */
  readonly missing: Map<string, number | undefined>;
}

/** Removes Pods that nobody else will: of nodes that are gone, finished long ago, never bound. Models pkg/controller/podgc. */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector',
  start(context) {
    const state: State = {
      context,
      nodes: context.informers.of(NodeKind),
      pods: context.informers.of(PodKind),
      finished: new Set(),
      unscheduled: new Set(),
      missing: new Map(),
    };
    state.pods.addIndex(NODE, (pod) => (pod.spec?.nodeName ? [pod.spec.nodeName] : []));
    keepSets(state);
    context.spawn(run(state));
  },
};

export default podGarbageCollector;

/** Keeps the sets up to date, so that a pass does not look at every Pod. */
function keepSets({ nodes, pods, finished, unscheduled, missing }: State): void {
  const note = (set: Set<string>, key: string, belongs: boolean): void => {
    if (belongs) set.add(key);
    else set.delete(key);
  };
  const seen = (pod: Pod): void => {
    const node = pod.spec?.nodeName ?? '';
    note(finished, objectKey(pod), isPodTerminal(pod));
    note(unscheduled, objectKey(pod), node === '' && isTerminating(pod));
    if (node !== '' && !nodes.get(node) && !missing.has(node)) missing.set(node, undefined);
  };
  pods.addHandler({
    onAdd: seen,
    onUpdate: seen,
    onDelete(pod) {
      finished.delete(objectKey(pod));
      unscheduled.delete(objectKey(pod));
    },
  });
  nodes.addHandler({
    onAdd: (node) => void missing.delete(node.metadata.name!),
    onDelete: (node) => void missing.set(node.metadata.name!, undefined),
  });
}

function* run(state: State): Process<void> {
  yield* waitAll([state.pods.synced, state.nodes.synced]);
  for (;;) {
    yield* collectFinished(state);
    yield* collectOutOfService(state);
    yield* collectOrphaned(state);
    yield* collectUnscheduled(state);
    yield* sleep(PERIOD_MS);
  }
}

function* collectFinished(state: State): Process<void> {
  const surplus = state.finished.size - TERMINATED_THRESHOLD;
  if (surplus <= 0) return;
  const pods = [...state.finished].flatMap((key) => state.pods.get(key) ?? []);
  pods.sort(byCreation);
  for (const pod of pods.slice(0, surplus)) yield* remove(state, pod, undefined);
}

function byCreation(a: Pod, b: Pod): number {
  const left = `${a.metadata.creationTimestamp} ${a.metadata.name}`;
  const right = `${b.metadata.creationTimestamp} ${b.metadata.name}`;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Pods that are being deleted on a node that has been declared dead for good. */
function* collectOutOfService(state: State): Process<void> {
  for (const node of [...state.nodes.list()]) {
    if (!node.spec?.taints?.some((taint) => taint.key === OUT_OF_SERVICE)) continue;
    const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
    if (ready?.status === 'True') continue;
    for (const pod of [...state.pods.byIndex(NODE, node.metadata.name!)]) {
      if (isTerminating(pod) && !isPodReady(pod)) yield* remove(state, pod, undefined);
    }
  }
}

function* collectOrphaned(state: State): Process<void> {
  const { context, nodes, pods, missing } = state;
  for (const [name, sinceMs] of [...missing]) {
    const orphans = [...pods.byIndex(NODE, name)];
    if (nodes.get(name) || orphans.length === 0) missing.delete(name);
    else if (sinceMs === undefined) missing.set(name, context.nowMs());
    else if (context.nowMs() - sinceMs >= QUARANTINE_MS && (yield* isGone(context, name))) {
      const disruption = byGC('PodGC: node no longer exists');
      for (const pod of orphans) yield* remove(state, pod, disruption);
    }
  }
}

/** Asks the API server itself: the cache may lag. */
function* isGone({ client }: ControllerContext, name: string): Process<boolean> {
  try {
    yield* client.get(NodeKind, '', name);
    return false;
  } catch (error) {
    if (isBug(error)) throw error;
    return isReason(error, 'NotFound');
  }
}

function* collectUnscheduled(state: State): Process<void> {
  for (const key of [...state.unscheduled]) {
    const pod = state.pods.get(key);
    if (pod) yield* remove(state, pod, undefined);
  }
}

/** Marks a Pod failed, as no kubelet will, and deletes it at once; a failure is left to the next pass. */
function* remove({ context }: State, pod: Pod, disruption: Disruption | undefined): Process<void> {
  const { client } = context;
  const { namespace = '', name = '' } = pod.metadata;
  try {
    if (!isPodTerminal(pod)) yield* patchPodStatus(client, pod, disruption, rfc3339(context.nowMs()), 'Failed');
    yield* client.delete(PodKind, namespace, name, { gracePeriodSeconds: 0 });
  } catch (error) {
    if (isBug(error)) throw error;
  }
}
