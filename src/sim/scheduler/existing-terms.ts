import type { AffinityTerm } from './affinity-terms.ts';
import type { NodeInfo } from './node-info.ts';
import { addTo } from './pod-counts.ts';
import type { PodInfo } from './pod-info.ts';
import type { ExistingTerms } from './snapshot.ts';

interface Group {
  readonly term: AffinityTerm;
  readonly weight: number;
  readonly byValue: Map<string, number>;
  pods: number;
}

/** The affinity terms of Pods on nodes, grouped by what they say. */
export interface TermRegistry extends ExistingTerms {
  change(pod: PodInfo, node: NodeInfo, sign: 1 | -1): void;
}

/** Makes an empty registry. */
export function createTermRegistry(): TermRegistry {
  const requiredAffinity = new Map<string, Group>();
  const requiredAntiAffinity = new Map<string, Group>();
  const preferred = new Map<string, Group>();

  return {
    requiredAffinity,
    requiredAntiAffinity,
    preferred,
    change(pod, node, sign) {
      const { affinity } = pod;
      if (affinity === undefined) return;
      for (const term of affinity.requiredAffinity) changeGroup(requiredAffinity, term, 0, node, sign);
      for (const term of affinity.requiredAntiAffinity) changeGroup(requiredAntiAffinity, term, 0, node, sign);
      for (const { term, weight } of affinity.preferred) changeGroup(preferred, term, weight, node, sign);
    },
  };
}

function changeGroup(
  groups: Map<string, Group>,
  term: AffinityTerm,
  weight: number,
  node: NodeInfo,
  sign: 1 | -1,
): void {
  const key = `${weight}|${term.key}`;
  let group = groups.get(key);
  if (group === undefined) {
    group = { term, weight, byValue: new Map(), pods: 0 };
    groups.set(key, group);
  }
  group.pods += sign;
  addTo(group.byValue, node.domain(term.topologyKey), sign);
  if (group.pods === 0) groups.delete(key);
}
