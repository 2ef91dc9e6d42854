import { termMatches } from '../../affinity-terms.ts';
import { type Handle, MAX_NODE_SCORE, type Scores } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { Snapshot, TermGroup } from '../../snapshot.ts';
import { countMatching, resolveTerm } from './term-counts.ts';

/** Points by node label and its value. */
export type TopologyScore = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The plugin's arguments. */
export interface AffinityArgs {
  /** What a required term of a Pod on a node towards the new one counts. */
  readonly hardPodAffinityWeight: number;
  readonly ignorePreferredTermsOfExistingPods: boolean;
}

/** The points of preferred terms, both of the Pod and of those on nodes. Models interpodaffinity's PreScore. */
export function topologyScore(pod: PodInfo, snapshot: Snapshot, handle: Handle, args: AffinityArgs): TopologyScore {
  const points = new Map<string, Map<string, number>>();
  const preferred = pod.affinity?.preferred ?? [];
  if (args.ignorePreferredTermsOfExistingPods && preferred.length === 0) return points;
  for (const { term, weight } of preferred) {
    const counts = countMatching(snapshot, [resolveTerm(term, handle)]);
    addPoints(points, term.topologyKey, counts.byTopology(term.topologyKey), weight);
  }
  const { existingTerms } = snapshot;
  if (existingTerms.preferred.size === 0 && existingTerms.requiredAffinity.size === 0) return points;
  const namespaceLabels = handle.get('Namespace', pod.namespace)?.metadata.labels;
  const addGroup = ({ term, byValue }: TermGroup, weight: number): void => {
    if (weight === 0 || !termMatches(term, pod.namespace, pod.pod.metadata.labels, namespaceLabels)) return;
    addPoints(points, term.topologyKey, byValue, weight);
  };
  for (const group of existingTerms.requiredAffinity.values()) addGroup(group, args.hardPodAffinityWeight);
  for (const group of existingTerms.preferred.values()) addGroup(group, group.weight);
  return points;
}

/** Raw score of a node; may be negative. */
export function affinityScore(node: NodeInfo, points: TopologyScore): number {
  let score = 0;
  for (const [topologyKey, byValue] of points) {
    const value = node.domain(topologyKey);
    if (value !== undefined) score += byValue.get(value) ?? 0;
  }
  return score;
}

/** Stretches the scores to 0…100. */
export function normalizeAffinity(scores: Scores): void {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (score < min) min = score;
    if (score > max) max = score;
  }
  const range = max - min;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = range > 0 ? Math.trunc(MAX_NODE_SCORE * ((scores[i]! - min) / range)) : 0;
  }
}

function addPoints(
  points: Map<string, Map<string, number>>,
  topologyKey: string,
  byValue: ReadonlyMap<string, number>,
  weight: number,
): void {
  if (byValue.size === 0) return;
  let values = points.get(topologyKey);
  if (values === undefined) {
    values = new Map();
    points.set(topologyKey, values);
  }
  for (const [value, count] of byValue) values.set(value, (values.get(value) ?? 0) + count * weight);
}
