import { MAX_NODE_SCORE, type Scores } from '../../framework.ts';
import { type NodeInfo, ZONE } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { PodCounts, Snapshot } from '../../snapshot.ts';
import { type Constraint, countsFor, HOSTNAME, hasAllKeys, includesAll, isIncluded } from './constraint.ts';

interface SoftConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly counts: PodCounts;
  /** Pods by domain; not used for single nodes. */
  readonly totals: ReadonlyMap<string, number>;
  /** Grows with the number of domains, so that many small ones do not outvote few large ones. */
  readonly weight: number;
}

/** What Score needs. Models podtopologyspread.preScoreState. */
export interface SpreadState {
  readonly constraints: readonly SoftConstraint[];
  /** Nodes that lack a label and get 0. */
  readonly ignored: ReadonlySet<NodeInfo>;
}

/** @param requireAllKeys whether nodes that lack one of the labels are ignored; not for the system's defaults */
export function spreadState(
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  constraints: readonly Constraint[],
  requireAllKeys: boolean,
  snapshot: Snapshot,
): SpreadState {
  const ignored = new Set<NodeInfo>();
  if (requireAllKeys) for (const node of nodes) if (!hasAllKeys(node, constraints)) ignored.add(node);
  return {
    ignored,
    constraints: constraints.map((constraint) => {
      const { topologyKey, maxSkew } = constraint;
      const counts = countsFor(snapshot, pod.namespace, constraint);
      const perNode = topologyKey === HOSTNAME;
      const domains = perNode ? nodes.length - ignored.size : domainCount(nodes, ignored, topologyKey, snapshot);
      const keys = requireAllKeys ? constraints : [];
      const totals = perNode ? new Map<string, number>() : totalsOf(pod, constraint, keys, counts);
      return { topologyKey, maxSkew, counts, totals, weight: Math.log(domains + 2) };
    }),
  };
}

type SpreadScores = (nodes: readonly NodeInfo[], state: SpreadState, scores: Scores) => void;

/** Makes the function that gives raw scores: the more Pods like this one share a node's domains, the higher. */
export function createSpreadScores(): SpreadScores {
  // Used again and again: a large typed array is slow to make.
  let sums = new Float64Array(0);
  return (nodes, { constraints, ignored }, scores) => {
    if (sums.length < nodes.length) sums = new Float64Array(nodes.length * 2);
    sums.fill(0, 0, nodes.length);
    for (const constraint of constraints) {
      if (constraint.topologyKey === HOSTNAME) addPerNode(nodes, constraint, sums);
      else if (constraint.topologyKey === ZONE) addPerZone(nodes, constraint, sums);
      else addPerDomain(nodes, constraint, sums);
    }
    for (let i = 0; i < nodes.length; i++) scores[i] = Math.round(sums[i]!);
    if (ignored.size > 0) for (let i = 0; i < nodes.length; i++) if (ignored.has(nodes[i]!)) scores[i] = 0;
  };
}

function addPerNode(nodes: readonly NodeInfo[], constraint: SoftConstraint, sums: Float64Array): void {
  const { counts, maxSkew, weight } = constraint;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.domain(HOSTNAME) !== undefined) sums[i]! += counts.on(node) * weight + (maxSkew - 1);
  }
}

/** As `addPerDomain`, without looking each name up: this runs for every node of nearly every decision. */
function addPerZone(nodes: readonly NodeInfo[], constraint: SoftConstraint, sums: Float64Array): void {
  const { totals, maxSkew, weight } = constraint;
  const [first] = nodes;
  if (first === undefined) return;
  const { zones } = first.table;
  const points = new Float64Array(zones.size);
  for (const { name, index } of zones.values()) points[index] = (totals.get(name) ?? 0) * weight + (maxSkew - 1);
  for (let i = 0; i < nodes.length; i++) {
    const { zoneIndex } = nodes[i]!;
    if (zoneIndex >= 0) sums[i]! += points[zoneIndex]!;
  }
}

function addPerDomain(nodes: readonly NodeInfo[], constraint: SoftConstraint, sums: Float64Array): void {
  const { topologyKey, totals, maxSkew, weight } = constraint;
  for (let i = 0; i < nodes.length; i++) {
    const value = nodes[i]!.domain(topologyKey);
    if (value !== undefined) sums[i]! += (totals.get(value) ?? 0) * weight + (maxSkew - 1);
  }
}

/** Turns the scores round: few Pods, 100. */
export function normalizeSpread(scores: Scores, nodes: readonly NodeInfo[], { ignored }: SpreadState): void {
  const isIgnored = (i: number): boolean => ignored.size > 0 && ignored.has(nodes[i]!);
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isIgnored(i)) continue;
    const score = scores[i]!;
    if (score < min) min = score;
    if (score > max) max = score;
  }
  if (max === 0) scores.fill(MAX_NODE_SCORE);
  else
    for (let i = 0; i < scores.length; i++) scores[i] = Math.trunc((MAX_NODE_SCORE * (max + min - scores[i]!)) / max);
  if (ignored.size > 0) for (let i = 0; i < scores.length; i++) if (isIgnored(i)) scores[i] = 0;
}

/** How many domains the nodes are in; nodes without the label make one of their own. */
function domainCount(
  nodes: readonly NodeInfo[],
  ignored: ReadonlySet<NodeInfo>,
  topologyKey: string,
  snapshot: Snapshot,
): number {
  const { domains, isComplete } = snapshot.topology(topologyKey);
  const most = isComplete ? domains.size : Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  for (const node of nodes) {
    if (!ignored.has(node)) seen.add(node.domain(topologyKey) ?? '');
    if (seen.size === most) break;
  }
  return seen.size;
}

function totalsOf(
  pod: PodInfo,
  constraint: Constraint,
  required: readonly Constraint[],
  counts: PodCounts,
): ReadonlyMap<string, number> {
  const { topologyKey } = constraint;
  if (includesAll(constraint, pod) && required.length <= 1) return counts.byTopology(topologyKey);
  const totals = new Map<string, number>();
  for (const [node, count] of counts.entries()) {
    const value = node.domain(topologyKey);
    if (value === undefined || !hasAllKeys(node, required) || !isIncluded(constraint, pod, node)) continue;
    totals.set(value, (totals.get(value) ?? 0) + count);
  }
  return totals;
}
