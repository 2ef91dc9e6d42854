import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { Snapshot } from '../../snapshot.ts';
import { type Status, unresolvable, unschedulable } from '../../status.ts';
import { type Constraint, countsFor, hasAllKeys, includesAll, isIncluded, matchesPod } from './constraint.ts';

const NO_LABEL = unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");
const TOO_SKEWED = unschedulable("node(s) didn't match pod topology spread constraints");

/** Matching Pods by topology domain, for one constraint. */
interface Domains {
  readonly counts: ReadonlyMap<string, number>;
  /** Whether `counts` lists the empty domains too, and may be changed. */
  readonly own: boolean;
  readonly size: number;
  /** Pods in the emptiest domain. */
  min: number;
}

/** What Filter needs: the hard constraints and how Pods are spread now. Models podtopologyspread.preFilterState. */
export interface SkewState {
  readonly constraints: readonly Constraint[];
  readonly domains: readonly Domains[];
  /** 1 for each constraint that the Pod itself matches, else 0. */
  readonly self: readonly number[];
  readonly snapshot: Snapshot;
}

/** Counts the Pods of every domain. */
export function skewState(pod: PodInfo, constraints: readonly Constraint[], snapshot: Snapshot): SkewState {
  return {
    constraints,
    domains: constraints.map((constraint) => domainsOf(constraint, constraints, pod, snapshot)),
    self: constraints.map((constraint) => (matchesPod(constraint, pod.pod) ? 1 : 0)),
    snapshot,
  };
}

/** A state that `changeSkew` may change. */
export function cloneSkew(state: SkewState): SkewState {
  const { constraints, snapshot } = state;
  const domains = state.domains.map((domain, i): Domains => {
    const counts = new Map(domain.counts);
    if (!domain.own) {
      for (const value of snapshot.topology(constraints[i]!.topologyKey).domains.keys()) {
        if (!counts.has(value)) counts.set(value, 0);
      }
    }
    return { counts, own: true, size: counts.size, min: domain.min };
  });
  return { ...state, domains };
}

/** Counts another Pod on a node in or out of a cloned state. */
export function changeSkew(state: SkewState, pod: PodInfo, other: PodInfo, node: NodeInfo, delta: 1 | -1): void {
  if (other.namespace !== pod.namespace || !hasAllKeys(node, state.constraints)) return;
  state.constraints.forEach((constraint, i) => {
    if (!matchesPod(constraint, other.pod) || !isIncluded(constraint, pod, node)) return;
    const domain = state.domains[i]!;
    const counts = domain.counts as Map<string, number>;
    const value = node.domain(constraint.topologyKey)!;
    counts.set(value, (counts.get(value) ?? 0) + delta);
    domain.min = smallest(counts);
  });
}

/** Why a node would make the spread too uneven, if it would. */
export function checkSkew(node: NodeInfo, state: SkewState): Status | undefined {
  const { constraints, domains, self } = state;
  for (let i = 0; i < constraints.length; i++) {
    const { topologyKey, maxSkew, minDomains } = constraints[i]!;
    const value = node.domain(topologyKey);
    if (value === undefined) return NO_LABEL;
    const { counts, size, min } = domains[i]!;
    const skew = (counts.get(value) ?? 0) + self[i]! - (size < minDomains ? 0 : min);
    if (skew > maxSkew) return TOO_SKEWED;
  }
  return undefined;
}

function domainsOf(
  constraint: Constraint,
  constraints: readonly Constraint[],
  pod: PodInfo,
  snapshot: Snapshot,
): Domains {
  const { topologyKey } = constraint;
  const podCounts = countsFor(snapshot, pod.namespace, constraint);
  if (includesAll(constraint, pod) && constraints.every((c) => snapshot.topology(c.topologyKey).isComplete)) {
    const counts = podCounts.byTopology(topologyKey);
    const { size } = snapshot.topology(topologyKey).domains;
    return { counts, own: false, size, min: counts.size < size ? 0 : smallest(counts) };
  }
  const counts = new Map<string, number>();
  for (const node of snapshot.nodes) {
    if (!hasAllKeys(node, constraints) || !isIncluded(constraint, pod, node)) continue;
    const value = node.domain(topologyKey)!;
    counts.set(value, (counts.get(value) ?? 0) + podCounts.on(node));
  }
  return { counts, own: true, size: counts.size, min: smallest(counts) };
}

function smallest(counts: ReadonlyMap<string, number>): number {
  let min = Number.POSITIVE_INFINITY;
  for (const count of counts.values()) if (count < min) min = count;
  return min === Number.POSITIVE_INFINITY ? 0 : min;
}
