import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../../api/controller.ts';
import type { Lease } from '../../../api/k8s/coordination-v1.gen.ts';
import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep, type Waitable, waitAll } from '../../../api/process.ts';
import { parseDuration } from '../../../base/duration.ts';
import LeaseKind from '../../../kinds/lease/kind.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import { swapTaints } from '../taints.ts';
import type { NodeHealth } from './health.ts';
import { monitorNodes } from './monitor.ts';
import { markPodsNotReady } from './pod-readiness.ts';
import { planNoSchedule } from './taint-rules.ts';
import { createTainting, type Tainting } from './tainting.ts';
import type { ZoneState } from './zones.ts';

/** What one running node lifecycle controller holds. */
export interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly nodes: Informer<Node>;
  /** The Leases of nodes, by the nodes' names: a look at thousands of nodes makes no keys. */
  readonly leases: ReadonlyMap<string, Lease>;
  readonly pods: Informer<Pod>;
  readonly health: Map<string, NodeHealth>;
  /** Nodes as last seen, by name: who is new, who has gone. */
  readonly known: Map<string, Node>;
  /** Nodes whose Pods could not all be marked. */
  readonly retry: Set<string>;
  readonly tainting: Tainting;
  zones: ReadonlyMap<string, ZoneState>;
}

/** Index of Pods by their node. */
export const NODE = 'node';
const MONITOR_PERIOD_MS: number = parseDuration(CONTROLLER_MANAGER_CONFIG.KubeCloudShared.NodeMonitorPeriod);
/** The period counts from the end of a look, which takes so long; so ten periods are more than the grace period. */
const LOOK_MS = 3;
const LEASE_NAMESPACE = 'kube-node-lease';
const NODE_WORKERS = 8;
const POD_WORKERS = 4;

/** Notices nodes that no longer report, and taints them. Models pkg/controller/nodelifecycle. */
export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  account: 'node-controller',
  start(context) {
    const nodes = context.informers.of(NodeKind);
    const leases = context.informers.of(LeaseKind);
    const state: State = {
      context,
      recorder: context.recorder('node-controller'),
      nodes,
      leases: nodeLeases(leases),
      pods: context.informers.of(PodKind),
      health: new Map(),
      known: new Map(),
      retry: new Set(),
      tainting: createTainting(context, nodes),
      zones: new Map(),
    };
    state.pods.addIndex(NODE, podNode);
    const nodeQueue = context.queue('node_lifecycle_controller');
    watchNodes(state, nodeQueue);
    context.run(nodeQueue, NODE_WORKERS, (name) => taintByCondition(state, name));
    const podQueue = context.queue('node_lifecycle_controller_pods');
    watchPods(state, podQueue);
    context.run(podQueue, POD_WORKERS, (key) => markIfNodeDown(state, key));
    context.spawn(monitor(state, leases.synced));
  },
};

export default nodeLifecycleController;

/** Index function: the node that a Pod is bound to. */
export function podNode(pod: Pod): readonly string[] {
  return pod.spec?.nodeName ? [pod.spec.nodeName] : [];
}

/** Looks at every node, waits, looks again. */
function* monitor(state: State, leasesSynced: Waitable<void>): Process<void> {
  const { nodes, pods } = state;
  yield* waitAll([nodes.synced, leasesSynced, pods.synced]);
  for (;;) {
    yield* monitorNodes(state);
    yield* sleep(LOOK_MS + MONITOR_PERIOD_MS);
  }
}

function nodeLeases(leases: Informer<Lease>): ReadonlyMap<string, Lease> {
  const byNode = new Map<string, Lease>();
  const put = (lease: Lease): void => {
    if (lease.metadata.namespace === LEASE_NAMESPACE) byNode.set(lease.metadata.name!, lease);
  };
  leases.addHandler({
    onAdd: put,
    onUpdate: put,
    onDelete({ metadata: { name, namespace } }) {
      if (namespace === LEASE_NAMESPACE) byNode.delete(name!);
    },
  });
  return byNode;
}

function watchNodes({ nodes }: State, queue: WorkQueue): void {
  const changed = (node: Node): void => {
    const { add, remove } = planNoSchedule(node);
    if (add.length + remove.length > 0) queue.add(node.metadata.name!);
  };
  nodes.addHandler({ onAdd: changed, onUpdate: changed });
}

/** NoSchedule taints follow the node's conditions at once. */
function* taintByCondition({ context, nodes }: State, name: string): Process<void> {
  const node = nodes.get(name);
  if (!node) return;
  const { add, remove } = planNoSchedule(node);
  if (add.length + remove.length === 0) return;
  yield* swapTaints(context.client, node, add, remove, () => context.nowMs());
}

/** A Pod that is bound to a node which is already known to be down is marked like the others there. */
function watchPods(state: State, queue: WorkQueue): void {
  const bound = (pod: Pod): void => {
    if (isNodeDown(state, pod)) queue.add(`${pod.metadata.namespace}/${pod.metadata.name}`);
  };
  state.pods.addHandler({
    onAdd: bound,
    onUpdate(pod, previous) {
      if (pod.spec?.nodeName !== previous.spec?.nodeName) bound(pod);
    },
  });
}

function isNodeDown({ health }: State, pod: Pod): boolean {
  const ready = health.get(pod.spec?.nodeName ?? '')?.ready;
  return ready !== undefined && ready.status !== 'True';
}

function* markIfNodeDown(state: State, key: string): Process<void> {
  const { context, recorder, pods, nodes } = state;
  const pod = pods.get(key);
  if (!pod || !nodes.get(pod.spec?.nodeName ?? '') || !isNodeDown(state, pod)) return;
  const done = yield* markPodsNotReady(context.client, recorder, [pod], () => context.nowMs());
  if (!done) throw new Error(`unable to mark pod ${key} NotReady`);
}
