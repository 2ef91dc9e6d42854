import { scaledValue } from '../../api/intstr.ts';
import type { DaemonSet, DaemonSetStatus } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodAvailable, isPodReady, isPodTerminal } from '../../api/pod.ts';
import { nodeFit, targetNode } from './node-fit.ts';
import { templateGenerationOf } from './strategy.ts';

export const HASH_LABEL = 'controller-revision-hash';
export const GENERATION_LABEL = 'pod-template-generation';

/** Which Pods to delete and which nodes need one. */
export interface DaemonPlan {
  readonly remove: readonly Pod[];
  readonly create: readonly string[];
}

/** What a plan is made from. */
export interface DaemonView {
  readonly set: DaemonSet;
  readonly nodes: readonly Node[];
  /** The set's Pods by the node that they are on or meant for, the oldest first. */
  readonly podsByNode: ReadonlyMap<string, readonly Pod[]>;
  /** The hash of the present template. */
  readonly hash: string;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** Sorts Pods by node; those that are over and being deleted no longer count. Models getNodesToDaemonPods. */
export function groupByNode(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (isPodTerminal(pod) && isTerminating(pod)) continue;
    const node = targetNode(pod);
    const group = groups.get(node);
    if (group) group.push(pod);
    else groups.set(node, [pod]);
  }
  for (const group of groups.values()) group.sort(byAge);
  return groups;
}

/** Those with a node first, then the oldest. Models podByCreationTimestampAndPhase. */
function byAge(a: Pod, b: Pod): number {
  const [bound, otherBound] = [Boolean(a.spec?.nodeName), Boolean(b.spec?.nodeName)];
  if (bound !== otherBound) return bound ? -1 : 1;
  const [created, other] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (created !== other) return created < other ? -1 : 1;
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
}

/** Whether a Pod has the present template. Models IsPodUpdated. */
export function isUpdated({ set, hash }: Pick<DaemonView, 'set' | 'hash'>, { metadata: { labels } }: Pod): boolean {
  return (
    labels?.[GENERATION_LABEL] === String(templateGenerationOf(set)) || (hash !== '' && labels?.[HASH_LABEL] === hash)
  );
}

/** What a node's Pods say to a failure of one of them. */
export interface OverPod {
  readonly pod: Pod;
  readonly node: string;
}

/** The plan that gives every node its Pod, and the Pods that are over and have to be replaced. */
export interface ManagePlan extends DaemonPlan {
  readonly failed: readonly OverPod[];
  readonly succeeded: readonly OverPod[];
}

/** Which nodes lack a Pod and which Pods are too many. Models manage and podsShouldBeOnNode of pkg/controller/daemon. */
export function planNodes(view: DaemonView): ManagePlan {
  const { nodes, podsByNode, set } = view;
  const plan = { remove: [] as Pod[], create: [] as string[], failed: [] as OverPod[], succeeded: [] as OverPod[] };
  const known = new Set<string>();
  for (const node of nodes) {
    const name = node.metadata.name ?? '';
    known.add(name);
    const { run, stay } = nodeFit(node, set);
    const pods = podsByNode.get(name);
    if (run && !pods) plan.create.push(name);
    else if (stay) {
      const running = keepOne(view, name, pods ?? [], plan);
      // With surge the next one does not wait until the last one is gone.
      if (running === 0 && run && allowsSurge(set)) plan.create.push(name);
    } else plan.remove.push(...(pods ?? []).filter((pod) => !isTerminating(pod)));
  }
  for (const [name, pods] of podsByNode) {
    if (!known.has(name)) plan.remove.push(...pods.filter((pod) => !pod.spec?.nodeName && !isTerminating(pod)));
  }
  return plan;
}

/** Returns how many Pods of the node are neither over nor about to go. */
function keepOne(
  view: DaemonView,
  node: string,
  pods: readonly Pod[],
  plan: { remove: Pod[]; failed: OverPod[]; succeeded: OverPod[] },
): number {
  const running: Pod[] = [];
  for (const pod of pods) {
    if (isTerminating(pod)) continue;
    if (pod.status?.phase === 'Failed') plan.failed.push({ pod, node });
    else if (pod.status?.phase === 'Succeeded') plan.succeeded.push({ pod, node });
    else running.push(pod);
  }
  plan.remove.push(...(allowsSurge(view.set) ? surplusWithSurge(view, running) : running.slice(1)));
  return running.length;
}

/** With surge a node has at most one new and one old Pod, and the old one goes once the new one is there. */
function surplusWithSurge(view: DaemonView, running: readonly Pod[]): readonly Pod[] {
  if (running.length <= 1) return [];
  const { set, nowMs } = view;
  const fresh = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === view.hash);
  const old = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== view.hash);
  const surplus = [...fresh.slice(1), ...old.slice(1)];
  const [newest, oldest] = [fresh[0], old[0]];
  if (newest && oldest && (!isPodReady(oldest) || isPodAvailable(newest, set.spec?.minReadySeconds ?? 0, nowMs))) {
    surplus.push(oldest);
  }
  return surplus;
}

export function allowsSurge(set: DaemonSet): boolean {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  return type === 'RollingUpdate' && scaledValue(rollingUpdate?.maxSurge ?? 0, 100, true) > 0;
}

/** Nodes that should have a Pod, and how many of them may be without or with one more. Models updatedDesiredNodeCounts. */
export function updateLimits({ set, nodes }: DaemonView): {
  readonly wanted: readonly string[];
  readonly maxSurge: number;
  readonly maxUnavailable: number;
} {
  const wanted = nodes.filter((node) => nodeFit(node, set).run).map(({ metadata }) => metadata.name ?? '');
  const { maxSurge = 0, maxUnavailable = 1 } = set.spec?.updateStrategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, wanted.length, true);
  const unavailable = scaledValue(maxUnavailable, wanted.length, true);
  const isImpossible = surge === 0 && unavailable === 0 && wanted.length > 0;
  return { wanted, maxSurge: surge, maxUnavailable: isImpossible ? 1 : unavailable };
}

/** Counts for the status. Models updateDaemonSetStatus. @param view the set's Pods and nodes */
export function countNodes(view: DaemonView): DaemonSetStatus {
  const { nodes, podsByNode, set, nowMs } = view;
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
  for (const node of nodes) {
    const [pod] = podsByNode.get(node.metadata.name ?? '') ?? [];
    if (!nodeFit(node, set).run) {
      if (pod) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    if (!pod) continue;
    counts.current++;
    if (isPodReady(pod)) counts.ready++;
    if (isPodAvailable(pod, minReadySeconds, nowMs)) counts.available++;
    if (isUpdated(view, pod)) counts.updated++;
  }
  const unavailable = counts.desired - counts.available;
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: counts.desired,
    numberReady: counts.ready,
    ...(counts.updated ? { updatedNumberScheduled: counts.updated } : {}),
    ...(counts.available ? { numberAvailable: counts.available } : {}),
    ...(unavailable ? { numberUnavailable: unavailable } : {}),
  };
}
