import { isBug } from '../../../api/control/bug.ts';
import type { Controller, ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type { Node, Pod, Taint } from '../../../api/k8s/core-v1.gen.ts';
import { type KubeObject, objectKey, splitKey } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import { rfc3339 } from '../../../base/time.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import { patchPodStatus } from '../pod-status-patch.ts';
import { createEvictions, type Evictions } from './evictions.ts';
import { tolerationMs } from './tolerations.ts';

interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly nodes: Informer<Node>;
  readonly pods: Informer<Pod>;
  readonly evictions: Evictions;
}

const NODE = 'node';
const WORKERS = 8;
const TRIES = 5;
const RETRY_MS = 10;
const DISRUPTION = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByTaintManager',
  message: 'Taint manager: deleting due to NoExecute taint',
};

/** Deletes Pods from nodes with NoExecute taints when their tolerations end. Models pkg/controller/tainteviction. */
export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  account: 'node-controller',
  start(context) {
    const recorder = context.recorder('taint-eviction-controller');
    const evictions = createEvictions(
      () => context.nowMs(),
      (delayMs, action) => context.after(delayMs, action),
      (key) => void context.spawn(evict(context, recorder, key)),
    );
    const nodes = context.informers.of(NodeKind);
    const pods = context.informers.of(PodKind);
    const state: State = { context, recorder, nodes, pods, evictions };
    pods.addIndex(NODE, (pod) => (pod.spec?.nodeName ? [pod.spec.nodeName] : []));
    const nodeQueue = context.queue('noexec_taint_node');
    nodes.addHandler({
      onAdd: (node) => void (executeTaints(node).length > 0 && nodeQueue.add(node.metadata.name!)),
      onUpdate(node, previous) {
        if (node.spec?.taints === previous.spec?.taints) return;
        if (!deepEqual(executeTaints(node), executeTaints(previous))) nodeQueue.add(node.metadata.name!);
      },
    });
    const podQueue = context.queue('noexec_taint_pod');
    watchPods(state, (key) => podQueue.add(key));
    context.run(nodeQueue, WORKERS, (name) => checkNode(state, name));
    context.run(podQueue, WORKERS, (key) => checkPod(state, key));
  },
};

export default taintEvictionController;

const NONE: readonly Taint[] = [];

function executeTaints(node: Node | undefined): readonly Taint[] {
  const taints = node?.spec?.taints;
  return taints?.some((taint) => taint.effect === 'NoExecute')
    ? taints.filter((taint) => taint.effect === 'NoExecute')
    : NONE;
}

/** Only a Pod on a tainted node, or one that is planned to go, needs a look when it changes. */
function watchPods({ nodes, pods, evictions }: State, check: (key: string) => void): void {
  const concerned = (pod: Pod): void => {
    const taints = executeTaints(nodes.get(pod.spec?.nodeName ?? ''));
    if (taints.length > 0 || evictions.plannedSinceMs(objectKey(pod)) !== undefined) check(objectKey(pod));
  };
  pods.addHandler({
    onAdd: concerned,
    onUpdate(pod, previous) {
      const { spec } = pod;
      if (spec === previous.spec) return;
      const moved = spec?.nodeName !== previous.spec?.nodeName;
      if (moved || !deepEqual(spec?.tolerations, previous.spec?.tolerations)) concerned(pod);
    },
    onDelete: concerned,
  });
}

function* checkNode(state: State, name: string): Process<void> {
  const taints = executeTaints(state.nodes.get(name));
  for (const pod of [...state.pods.byIndex(NODE, name)]) decide(state, pod, taints);
}

function* checkPod(state: State, key: string): Process<void> {
  const pod = state.pods.get(key);
  if (pod) decide(state, pod, executeTaints(state.nodes.get(pod.spec?.nodeName ?? '')));
  else cancel(state, key);
}

/** Plans, keeps or takes back the deletion of one Pod. Models processPodOnNode. */
function decide(state: State, pod: Pod, taints: readonly Taint[]): void {
  const { context, evictions } = state;
  const key = objectKey(pod);
  const nowMs = context.nowMs();
  const stayMs = taints.length === 0 ? Infinity : tolerationMs(taints, pod.spec?.tolerations ?? []);
  if (stayMs === Infinity || stayMs === 0) {
    cancel(state, key);
    if (stayMs === 0) evictions.plan(key, nowMs, nowMs);
    return;
  }
  // The clock of a Pod that is planned to go is not set back by a new taint.
  const sinceMs = evictions.plannedSinceMs(key) ?? nowMs;
  if (evictions.plannedSinceMs(key) !== undefined) {
    if (sinceMs + stayMs < nowMs + stayMs) return;
    cancel(state, key);
  }
  evictions.plan(key, sinceMs, nowMs + stayMs);
}

function cancel({ evictions, recorder }: State, key: string): void {
  if (!evictions.cancel(key)) return;
  recorder.event(podReference(key), 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
}

function podReference(key: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: splitKey(key) };
}

function* evict(context: ControllerContext, recorder: EventRecorder, key: string): Process<void> {
  recorder.event(podReference(key), 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      yield* remove(context, key);
      return;
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      if (isBug(error)) throw error;
    }
    yield* sleep(RETRY_MS);
  }
}

function* remove({ client, nowMs }: ControllerContext, key: string): Process<void> {
  const { namespace, name } = splitKey(key);
  const pod = yield* client.get(PodKind, namespace, name);
  yield* patchPodStatus(client, pod, DISRUPTION, rfc3339(nowMs()));
  yield* client.delete(PodKind, namespace, name);
}
