import { type AffinityTerm, termMatches } from '../../affinity-terms.ts';
import type { Handle } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { Snapshot } from '../../snapshot.ts';
import { type Status, unresolvable, unschedulable } from '../../status.ts';
import { countMatching, matchesAllTerms, matchesTerm, type ResolvedTerm, resolveTerm } from './term-counts.ts';

const NOT_NEAR = unresolvable("node(s) didn't match pod affinity rules");
const TOO_NEAR = unschedulable("node(s) didn't match pod anti-affinity rules");
const UNWELCOME = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

/** Pods by the value of a node label. */
interface Counted {
  readonly topologyKey: string;
  readonly byValue: ReadonlyMap<string, number>;
}

/** What Filter needs. Models interpodaffinity.preFilterState. */
export interface AffinityState {
  readonly affinityTerms: readonly ResolvedTerm[];
  readonly antiAffinityTerms: readonly ResolvedTerm[];
  /** For each affinity term: Pods that match all of them. */
  readonly affinity: readonly Counted[];
  /** For each anti-affinity term: Pods that match it. */
  readonly antiAffinity: readonly Counted[];
  /** Pods whose own anti-affinity is against the Pod. */
  readonly existing: readonly Counted[];
  readonly namespaceLabels: Readonly<Record<string, string>> | undefined;
}

/** Counts what the Pod wants to be near to and far from, and who wants to be far from it; undefined when nobody does. */
export function affinityState(pod: PodInfo, snapshot: Snapshot, handle: Handle): AffinityState | undefined {
  const namespaceLabels = handle.get('Namespace', pod.namespace)?.metadata.labels;
  const existing: Counted[] = [];
  for (const { term, byValue } of snapshot.existingTerms.requiredAntiAffinity.values()) {
    if (byValue.size === 0 || !meansPod(term, pod, namespaceLabels)) continue;
    existing.push({ topologyKey: term.topologyKey, byValue });
  }
  const resolve = (term: AffinityTerm): ResolvedTerm => resolveTerm(term, handle);
  const affinityTerms = (pod.affinity?.requiredAffinity ?? []).map(resolve);
  const antiAffinityTerms = (pod.affinity?.requiredAntiAffinity ?? []).map(resolve);
  if (existing.length + affinityTerms.length + antiAffinityTerms.length === 0) return undefined;
  const count = (terms: readonly ResolvedTerm[], { term }: ResolvedTerm): Counted => ({
    topologyKey: term.topologyKey,
    byValue: countMatching(snapshot, terms).byTopology(term.topologyKey),
  });
  return {
    affinityTerms,
    antiAffinityTerms,
    affinity: affinityTerms.map((term) => count(affinityTerms, term)),
    antiAffinity: antiAffinityTerms.map((term) => count([term], term)),
    existing,
    namespaceLabels,
  };
}

/** A state that `changeAffinity` may change. */
export function cloneAffinity(state: AffinityState): AffinityState {
  const copy = ({ topologyKey, byValue }: Counted): Counted => ({ topologyKey, byValue: new Map(byValue) });
  return {
    ...state,
    affinity: state.affinity.map(copy),
    antiAffinity: state.antiAffinity.map(copy),
    existing: state.existing.map(copy),
  };
}

/** Counts another Pod on a node in or out of a cloned state. */
export function changeAffinity(
  state: AffinityState,
  pod: PodInfo,
  other: PodInfo,
  node: NodeInfo,
  delta: 1 | -1,
): void {
  for (const term of other.affinity?.requiredAntiAffinity ?? []) {
    if (!meansPod(term, pod, state.namespaceLabels)) continue;
    let counted = state.existing.find(({ topologyKey }) => topologyKey === term.topologyKey);
    if (delta < 0 && state.existing.length > 1) counted = holding(state.existing, term, node) ?? counted;
    if (counted === undefined) {
      counted = { topologyKey: term.topologyKey, byValue: new Map() };
      (state.existing as Counted[]).push(counted);
    }
    change(counted, node, delta);
  }
  if (matchesAllTerms(state.affinityTerms, other)) for (const counted of state.affinity) change(counted, node, delta);
  state.antiAffinityTerms.forEach((term, i) => {
    if (matchesTerm(term, other)) change(state.antiAffinity[i]!, node, delta);
  });
}

/** Why a node does not do, if it does not. */
export function checkAffinity(pod: PodInfo, node: NodeInfo, state: AffinityState): Status | undefined {
  if (!isNear(pod, node, state)) return NOT_NEAR;
  for (const counted of state.antiAffinity) if (hasAny(counted, node)) return TOO_NEAR;
  for (const counted of state.existing) if (hasAny(counted, node)) return UNWELCOME;
  return undefined;
}

function isNear(pod: PodInfo, node: NodeInfo, { affinity, affinityTerms }: AffinityState): boolean {
  if (affinity.length === 0) return true;
  if (affinity.some(({ topologyKey }) => node.domain(topologyKey) === undefined)) return false;
  if (affinity.every((counted) => hasAny(counted, node))) return true;
  // The first Pod of a group that wants to be together has nobody to be near to yet.
  return affinity.every(({ byValue }) => byValue.size === 0) && matchesAllTerms(affinityTerms, pod);
}

function hasAny({ topologyKey, byValue }: Counted, node: NodeInfo): boolean {
  const value = node.domain(topologyKey);
  return value !== undefined && (byValue.get(value) ?? 0) > 0;
}

function meansPod(term: AffinityTerm, pod: PodInfo, namespaceLabels: AffinityState['namespaceLabels']): boolean {
  return termMatches(term, pod.namespace, pod.pod.metadata.labels, namespaceLabels);
}

/** Equal terms are counted in groups: takes a Pod out of one that has it. Only the sum over all groups matters. */
function holding(groups: readonly Counted[], term: AffinityTerm, node: NodeInfo): Counted | undefined {
  return groups.find((counted) => counted.topologyKey === term.topologyKey && hasAny(counted, node));
}

function change({ topologyKey, byValue }: Counted, node: NodeInfo, delta: 1 | -1): void {
  const value = node.domain(topologyKey);
  if (value === undefined) return;
  const counts = byValue as Map<string, number>;
  const count = (counts.get(value) ?? 0) + delta;
  if (count === 0) counts.delete(value);
  else counts.set(value, count);
}
