import { parseTime } from '../../base/time.ts';
import type { Pod } from '../k8s/core-v1.gen.ts';
import { isTerminating } from '../object.ts';
import { isPodReady, podCondition } from '../pod.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** Whether a Pod counts for its workload: it has not finished and is not being deleted. Models IsPodActive. */
export function isPodActive(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && !isTerminating(pod);
}

/**
 * Which `count` Pods of a workload to delete: those that have done least and will be missed least.
 * Models getPodsToDelete and ActivePodsWithRanks of pkg/controller.
 * @param related Pods of all workloads with the same owner, for spreading over nodes; empty where that does not count
 * @param nowMs Unix milliseconds
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: Iterable<Pod>,
  count: number,
  nowMs: number,
): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = new Map<string, number>();
  for (const pod of related) {
    if (!isPodActive(pod)) continue;
    const node = pod.spec?.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const ranked = pods.map((pod) => rankOf(pod, onNode.get(pod.spec?.nodeName ?? '') ?? 0, nowMs));
  ranked.sort(compare);
  return ranked.slice(0, count).map((entry) => entry.pod);
}

interface Ranked {
  readonly pod: Pod;
  readonly bound: boolean;
  readonly phase: number;
  readonly ready: boolean;
  readonly cost: number;
  readonly onNode: number;
  /** log2 of the nanoseconds since it became Ready, cut to an integer. */
  readonly readyAge: number | undefined;
  readonly readyMs: number;
  readonly restarts: number;
  readonly createdMs: number;
  readonly age: number;
}

function rankOf(pod: Pod, onNode: number, nowMs: number): Ranked {
  const ready = isPodReady(pod);
  const since = ready ? podCondition(pod, 'Ready')?.lastTransitionTime : undefined;
  const readyMs = since ? parseTime(since) : 0;
  const createdMs = pod.metadata.creationTimestamp ? parseTime(pod.metadata.creationTimestamp) : 0;
  return {
    pod,
    bound: (pod.spec?.nodeName ?? '') !== '',
    phase: PHASE_RANK[pod.status?.phase ?? ''] ?? 0,
    ready,
    cost: deletionCost(pod),
    onNode,
    readyAge: since ? logAge(readyMs, nowMs) : undefined,
    readyMs,
    restarts: Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount)),
    createdMs,
    age: logAge(createdMs, nowMs),
  };
}

/** Negative when `a` goes first. */
function compare(a: Ranked, b: Ranked): number {
  if (a.bound !== b.bound) return a.bound ? 1 : -1;
  if (a.phase !== b.phase) return a.phase - b.phase;
  if (a.ready !== b.ready) return a.ready ? 1 : -1;
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.onNode !== b.onNode) return b.onNode - a.onNode;
  if (a.ready && b.ready && a.readyMs !== b.readyMs) return byAge(a, b, a.readyAge, b.readyAge);
  if (a.restarts !== b.restarts) return b.restarts - a.restarts;
  if (a.createdMs !== b.createdMs) return byAge(a, b, a.age, b.age);
  return 0;
}

/** The younger goes first; ages of the same power of two are equal, and then the uid decides, which is as good as chance. */
function byAge(a: Ranked, b: Ranked, ageA: number | undefined, ageB: number | undefined): number {
  if (ageA === undefined || ageB === undefined) return ageA === undefined ? -1 : 1;
  if (ageA !== ageB) return ageA - ageB;
  return (a.pod.metadata.uid ?? '') < (b.pod.metadata.uid ?? '') ? -1 : 1;
}

function logAge(sinceMs: number, nowMs: number): number {
  const nanos = (nowMs - sinceMs) * 1e6;
  return nanos > 0 ? Math.trunc(Math.log2(nanos)) : -1;
}

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST];
  if (text === undefined || !/^[+-]?\d+$/.test(text) || text.startsWith('+') || /^-?0\d/.test(text)) return 0;
  const cost = Number(text);
  return cost >= -(2 ** 31) && cost < 2 ** 31 ? cost : 0;
}
