import type { Deployment, ReplicaSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { Job } from '../../../api/k8s/batch-v1.gen.ts';
import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { isPodReady, isPodTerminal, podCondition } from '../../../api/pod.ts';
import { podRequests, resourceAmount } from '../../../api/pod-resources.ts';
import { labelMatcher } from '../../../api/selectors.ts';
import type { CommittedWrite } from '../../apiserver/api-server.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { jobProblems } from './job-invariants.ts';
import { HOLD } from './manifests.ts';
import { volumeProblems, watchAttachments } from './volume-invariants.ts';
import { workloadProblems } from './workload-invariants.ts';

/** Watches every committed write of a cluster, and looks at all of it when it has come to rest. */
export interface Invariants {
  /** What has been broken so far, in words, with the time. */
  readonly problems: readonly string[];
  /** Looks at what must hold at rest. */
  atRest(): readonly string[];
}

const CPU_AND_MEMORY = ['cpu', 'memory'] as const;
const MIRROR = 'kubernetes.io/config.mirror';

/** What the checks know, kept up to date by the writes. */
interface Known {
  readonly pods: Map<string, Pod>;
  readonly nodes: Map<string, Node>;
  readonly budgets: Map<string, PodDisruptionBudget>;
  /** What is bound to each node. */
  readonly bound: Map<string, Map<string, Pod>>;
}

/** Begins to watch a cluster. The cost of a write is that of the Pods of one node at most. */
export function watchInvariants(cluster: Cluster): Invariants {
  const problems: string[] = [];
  const known: Known = { pods: new Map(), nodes: new Map(), budgets: new Map(), bound: new Map() };
  const exclusive = watchAttachments();
  const observe = (write: CommittedWrite): void => {
    const { kind, object, type } = write;
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const gone = type === 'DELETED';
    const say = (what: string): void => {
      problems.push(`${(cluster.engine.nowMs / 1000).toFixed(3)}s ${kind.kind} ${key}: ${what}`);
    };
    if (gone && object.metadata.finalizers?.includes(HOLD)) say('goes although somebody holds it');
    if (kind.kind === 'VolumeAttachment') exclusive(object as VolumeAttachment, gone, say);
    if (kind.kind === 'Node') set(known.nodes, key.slice(1), gone ? undefined : (object as Node));
    else if (kind.kind === 'PodDisruptionBudget') {
      const budget = object as PodDisruptionBudget;
      set(known.budgets, key, gone ? undefined : budget);
      if ((budget.status?.disruptionsAllowed ?? 0) < 0) say('allows fewer than no disruptions');
    } else if (kind.kind === 'Pod') observePod(known, key, gone ? undefined : (object as Pod), say);
  };
  for (const write of cluster.apiServer.snapshot()) observe(write);
  cluster.apiServer.onCommit(observe);
  return { problems, atRest: () => restProblems(cluster) };
}

function set<T>(map: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function observePod(known: Known, key: string, pod: Pod | undefined, say: (what: string) => void): void {
  const before = known.pods.get(key);
  set(known.pods, key, pod);
  const node = pod?.spec?.nodeName ?? before?.spec?.nodeName;
  if (node) {
    const bound = known.bound.get(node) ?? new Map<string, Pod>();
    known.bound.set(node, bound);
    set(bound, key, pod && !isPodTerminal(pod) ? pod : undefined);
  }
  if (!pod) return;
  const isNew = before === undefined || before.metadata.uid !== pod.metadata.uid;
  if (!isNew && before.spec?.nodeName && before.spec.nodeName !== pod.spec?.nodeName) say('is moved to another node');
  if (pod.spec?.nodeName && (isNew || !before.spec?.nodeName)) checkRoom(known, pod, say);
  if (pod.metadata.deletionTimestamp && !before?.metadata.deletionTimestamp) checkBudgets(known, pod, before, say);
}

/** Nothing is bound over what its node allows, static Pods aside. */
function checkRoom({ nodes, bound }: Known, pod: Pod, say: (what: string) => void): void {
  const name = pod.spec!.nodeName!;
  const allocatable = nodes.get(name)?.status?.allocatable;
  const pods = [...(bound.get(name)?.values() ?? [])];
  if (!allocatable || pod.metadata.annotations?.[MIRROR]) return;
  const count = resourceAmount(allocatable, 'pods');
  if (pods.length > count) say(`is bound to ${name}, which has ${pods.length} Pods of ${count}`);
  for (const resource of CPU_AND_MEMORY) {
    const used = pods.reduce((sum, each) => sum + (podRequests(each.spec!)[resource] ?? 0), 0);
    const room = resourceAmount(allocatable, resource);
    if (used > room) say(`is bound to ${name}, where ${used} of ${room} ${resource} are asked for`);
  }
}

/** Who is evicted and was ready has been counted by every budget that covers it. */
function checkBudgets({ budgets }: Known, pod: Pod, before: Pod | undefined, say: (what: string) => void): void {
  if (podCondition(pod, 'DisruptionTarget')?.reason !== 'EvictionByEvictionAPI' || !before || !isPodReady(before))
    return;
  for (const { metadata, spec, status } of budgets.values()) {
    if (metadata.namespace !== pod.metadata.namespace || !spec?.selector) continue;
    if (!labelMatcher(spec.selector).matches(pod.metadata.labels ?? {})) continue;
    if (!status?.disruptedPods?.[pod.metadata.name!]) say(`is evicted against the budget ${metadata.name}`);
  }
}

/** What must hold when nothing is going on. */
function restProblems({ apiServer, nodes }: Cluster): readonly string[] {
  const all = apiServer.snapshot();
  const of = <T extends KubeObject>(kind: string): T[] =>
    all.flatMap((write) => (write.kind.kind === kind ? [write.object as T] : []));
  const pods = of<Pod>('Pod');
  const sets = of<ReplicaSet>('ReplicaSet');
  return [
    ...doubleIps(pods),
    ...sets.flatMap((set) => replicaSetProblems(set, pods)),
    ...of<Deployment>('Deployment').flatMap((each) => deploymentProblems(each, sets)),
    ...jobProblems(of<Job>('Job'), pods),
    ...orphans(all.map(({ object }) => object)),
    ...pods.flatMap((pod) => podProblems(pod, nodes)),
    ...workloadProblems(of),
    ...volumeProblems(of),
  ];
}

function doubleIps(pods: readonly Pod[]): string[] {
  const seen = new Map<string, string>();
  return pods.flatMap((pod) => {
    const ip = pod.status?.podIP;
    if (!ip || pod.spec?.hostNetwork || isPodTerminal(pod)) return [];
    const other = seen.get(ip);
    seen.set(ip, pod.metadata.name!);
    return other ? [`Pods ${other} and ${pod.metadata.name} have both ${ip}`] : [];
  });
}

function replicaSetProblems({ metadata, spec, status }: ReplicaSet, pods: readonly Pod[]): string[] {
  const mine = pods.filter((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
  const strangers = mine.filter((pod) => !labelMatcher(spec!.selector).matches(pod.metadata.labels ?? {}));
  const active = mine.filter((pod) => !isPodTerminal(pod) && !pod.metadata.deletionTimestamp);
  const real = { replicas: active.length, ready: active.filter(isPodReady).length, wanted: spec!.replicas };
  const shown = { replicas: status?.replicas ?? 0, ready: status?.readyReplicas ?? 0, wanted: active.length };
  return [
    ...strangers.map(
      (pod) => `Pod ${pod.metadata.name} belongs to ReplicaSet ${metadata.name}, which does not select it`,
    ),
    ...(JSON.stringify(real) === JSON.stringify(shown)
      ? []
      : [`ReplicaSet ${metadata.name} shows ${JSON.stringify(shown)}, but there are ${JSON.stringify(real)}`]),
  ];
}

function deploymentProblems({ metadata, status }: Deployment, sets: readonly ReplicaSet[]): string[] {
  const mine = sets.filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
  const sum = (pick: (set: ReplicaSet) => number | undefined): number =>
    mine.reduce((total, set) => total + (pick(set) ?? 0), 0);
  const real = { replicas: sum((set) => set.status?.replicas), ready: sum((set) => set.status?.readyReplicas) };
  const shown = { replicas: status?.replicas ?? 0, ready: status?.readyReplicas ?? 0 };
  const seen = status?.observedGeneration === metadata.generation;
  return [
    ...(seen ? [] : [`Deployment ${metadata.name} has not been observed`]),
    ...(JSON.stringify(real) === JSON.stringify(shown)
      ? []
      : [`Deployment ${metadata.name} shows ${JSON.stringify(shown)}, but there are ${JSON.stringify(real)}`]),
  ];
}

/** Whoever has owners has one that exists, and one controller at most. */
function orphans(objects: readonly KubeObject[]): string[] {
  const uids = new Set(objects.map(({ metadata }) => metadata.uid));
  return objects.flatMap(({ kind, metadata }) => {
    const owners = metadata.ownerReferences ?? [];
    if (owners.filter(({ controller }) => controller).length > 1)
      return [`${kind} ${metadata.name} has two controllers`];
    if (owners.length === 0 || owners.some(({ uid }) => uids.has(uid))) return [];
    return [`${kind} ${metadata.name} outlives its owners`];
  });
}

/** A Pod that is said to run has its containers on the machine of its node. */
function podProblems(pod: Pod, nodes: Cluster['nodes']): string[] {
  const { name, namespace, deletionTimestamp } = pod.metadata;
  if (deletionTimestamp) return [`Pod ${name} is still being deleted`];
  if (!isPodReady(pod)) return [];
  const runtime = nodes.get(pod.spec?.nodeName ?? '')?.runtime;
  const runs = [...(runtime?.sandboxes.values() ?? [])].some(({ podKey }) => podKey === `${namespace}/${name}`);
  return runs ? [] : [`Pod ${name} is shown ready, but does not run`];
}
