import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import { podRequests, resourceAmount } from '../../../api/pod-resources.ts';
import type { Profile } from '../../scheduler/profile.ts';
import { type Blocking, planDrain } from './drainability.ts';
import { Simulation } from './simulation.ts';

const DISABLED = 'cluster-autoscaler.kubernetes.io/scale-down-disabled';
/** --scale-down-non-empty-candidates-count */
const MOST_DRAINED = 30;

/** A node that is not needed: its Pods have room elsewhere. */
export interface Unneeded {
  readonly node: Node;
  /** Those that have to move; none of an empty node. */
  readonly pods: readonly Pod[];
  readonly utilization: Utilization;
}

/** How much of a node its Pods ask for, 0 to 1. */
export interface Utilization {
  readonly cpu: number;
  readonly memory: number;
}

/** The larger share: what counts. */
export function shareOf({ cpu, memory }: Utilization): number {
  return Math.max(cpu, memory);
}

/** Why a node stays. */
export type Needed = Blocking | 'NotUnderutilized' | 'ScaleDownDisabledAnnotation' | 'NoPlaceToMovePods';

/** What is known of nodes that might go. */
export interface ScaleDownPlan {
  readonly unneeded: readonly Unneeded[];
  readonly needed: ReadonlyMap<string, Needed>;
}

/** What it is made from. */
export interface ScaleDownInput {
  readonly profile: Profile;
  readonly nodes: readonly Node[];
  readonly placed: readonly Pod[];
  /** Nodes of groups that are not on their way out already. */
  readonly candidates: readonly Node[];
  readonly budgets: readonly PodDisruptionBudget[];
  readonly threshold: number;
}

/** Finds the nodes that are not needed, empty ones first. Models core/scaledown/planner and eligibility. */
export function planScaleDown(input: ScaleDownInput): ScaleDownPlan {
  const { profile, nodes, placed, candidates, budgets, threshold } = input;
  const simulation = new Simulation(profile, nodes, placed);
  const needed = new Map<string, Needed>();
  const drained: { node: Node; pods: readonly Pod[]; utilization: Utilization }[] = [];
  const places = new Set(nodes.map(({ metadata }) => metadata.name!));
  const byNode = podsByNode(placed);
  for (const node of candidates) {
    const name = node.metadata.name!;
    const pods = byNode.get(name) ?? [];
    const utilization = utilizationOf(node, pods);
    const plan = planDrain(pods, budgets);
    if (node.metadata.annotations?.[DISABLED] === 'true') needed.set(name, 'ScaleDownDisabledAnnotation');
    else if (shareOf(utilization) >= threshold) needed.set(name, 'NotUnderutilized');
    else if ('blocked' in plan) needed.set(name, plan.blocked);
    else drained.push({ node, pods: plan.move, utilization });
  }
  drained.sort((a, b) => Number(a.pods.length > 0) - Number(b.pods.length > 0));
  const unneeded: Unneeded[] = [];
  for (const one of drained) {
    const name = one.node.metadata.name!;
    const isTried = one.pods.length === 0 || unneeded.filter(({ pods }) => pods.length > 0).length < MOST_DRAINED;
    // What goes is no place for the Pods of others.
    places.delete(name);
    if (isTried && moveAll(simulation, one.pods, name, [...places])) unneeded.push(one);
    else {
      places.add(name);
      needed.set(name, 'NoPlaceToMovePods');
    }
  }
  return { unneeded, needed };
}

/** Moves Pods in thought; puts them back when one of them finds no place. */
function moveAll(simulation: Simulation, pods: readonly Pod[], from: string, places: readonly string[]): boolean {
  for (const pod of pods) simulation.take(pod);
  const moved: Pod[] = [];
  for (const pod of pods) {
    if (simulation.place(pod, places) === undefined) {
      for (const one of moved) simulation.take(one);
      for (const one of pods) simulation.put(one, from);
      return false;
    }
    moved.push(pod);
  }
  return true;
}

function podsByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const found = new Map<string, Pod[]>();
  for (const pod of pods) {
    const name = pod.spec?.nodeName ?? '';
    const there = found.get(name);
    if (there) there.push(pod);
    else found.set(name, [pod]);
  }
  return found;
}

/** The shares of CPU and memory that Pods ask for, DaemonSets' included. Models simulator/utilization. */
function utilizationOf({ status }: Node, pods: readonly Pod[]): Utilization {
  const share = (name: string): number => {
    const all = resourceAmount(status?.allocatable, name);
    const asked = pods.reduce((sum, pod) => sum + (isPodTerminal(pod) ? 0 : (podRequests(pod.spec!)[name] ?? 0)), 0);
    return all > 0 ? asked / all : 0;
  };
  return { cpu: share('cpu'), memory: share('memory') };
}
