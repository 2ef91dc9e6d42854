import type { ContainerPort, Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { allocatableOf, requestOf } from './amounts.ts';
import { isWanted, listedNodes, obstacle, tolerated } from './nodes.ts';
import { affinityReason, isConcerned } from './pod-affinity.ts';
import { totals } from './scores.ts';
import { spreadReason } from './spread.ts';
import { nameOf, podsOn, sum, type World, worldOf } from './world.ts';

/**
 * Filter and Score of v1.32's default profile once more, written to be obviously right: whole cluster, no caches, no
 * sampling, one function a rule, nothing shared with the scheduler. The property test compares the two.
 */
export interface NaiveResult {
  readonly feasible: readonly string[];
  /** Reasons by node that was looked at and does not fit. */
  readonly rejected: Readonly<Record<string, readonly string[]>>;
  /** Weighted sums by node that fits; empty with fewer than two of them. */
  readonly totals: Readonly<Record<string, number>>;
}

/**
 * Decides on a Pod.
 * @param guests Pods that have been nominated to nodes: they must find room beside the Pod, but may as well never come
 */
export function naiveDecision(objects: readonly KubeObject[], pod: Pod, guests: readonly Pod[]): NaiveResult {
  const world = worldOf(objects);
  const rejected: Record<string, readonly string[]> = {};
  const listed = listedNodes(pod);
  const looked = world.nodes.filter((node) => listed?.includes(nameOf(node)) ?? true);
  const concerned = isConcerned(pod, world);
  for (const node of looked) {
    const coming = guests.filter(
      ({ spec }) => spec?.nodeName === nameOf(node) && (spec.priority ?? 0) >= (pod.spec?.priority ?? 0),
    );
    const crowded = { ...world, pods: [...world.pods, ...coming], guests: coming };
    const reasons = whyNot(pod, node, crowded, concerned);
    const reasonsWithout = reasons.length > 0 || coming.length === 0 ? reasons : whyNot(pod, node, world, concerned);
    if (reasonsWithout.length > 0) rejected[nameOf(node)] = reasonsWithout;
  }
  const fitting = looked.filter((node) => !(nameOf(node) in rejected));
  return {
    feasible: fitting.map(nameOf).sort(),
    rejected,
    totals: fitting.length > 1 ? totals(pod, fitting, world) : {},
  };
}

/** The reasons of the first rule that a node breaks, in the order of the profile's plugins. */
function whyNot(pod: Pod, node: Node, world: World, concerned: boolean): readonly string[] {
  const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (node.spec?.unschedulable && !tolerated(pod, cordon)) return ['node(s) were unschedulable'];
  const taint = obstacle(pod, node);
  if (taint) return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`];
  if (!isWanted(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  const here = podsOn(node, world);
  const taken = here.flatMap(hostPortsOf);
  if (hostPortsOf(pod).some((port) => taken.some((other) => collide(port, other)))) {
    return ["node(s) didn't have free ports for the requested pod ports"];
  }
  const short = shortfall(pod, node, here);
  if (short.length > 0) return short;
  const reason = spreadReason(pod, node, world) ?? (concerned ? affinityReason(pod, node, world) : undefined);
  return reason ? [reason] : [];
}

/** v1.32 does not count the ports of sidecars. */
const hostPortsOf = ({ spec }: Pod): ContainerPort[] =>
  (spec?.containers ?? []).flatMap(({ ports = [] }) => ports).filter(({ hostPort }) => hostPort);

function collide(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol ?? 'TCP') !== (b.protocol ?? 'TCP')) return false;
  const [x, y] = [a.hostIP || '0.0.0.0', b.hostIP || '0.0.0.0'];
  return x === y || x === '0.0.0.0' || y === '0.0.0.0';
}

function shortfall(pod: Pod, node: Node, here: readonly Pod[]): string[] {
  const reasons = here.length + 1 > allocatableOf(node, 'pods') ? ['Too many pods'] : [];
  for (const resource of ['cpu', 'memory', 'ephemeral-storage', 'example.com/gpu', 'hugepages-2Mi']) {
    const wanted = requestOf(pod, resource);
    const used = sum(here.map((other) => requestOf(other, resource)));
    if (wanted > 0 && wanted > allocatableOf(node, resource) - used) reasons.push(`Insufficient ${resource}`);
  }
  return reasons;
}
