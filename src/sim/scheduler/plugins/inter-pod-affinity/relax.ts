import type { Affinity, PodAffinityTerm } from '../../../../api/k8s/core-v1.gen.ts';
import { formatLabelSelector } from '../../../../api/selectors.ts';
import { termMatches } from '../../affinity-terms.ts';
import type { Handle, Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import { type PodInfo, withSpec } from '../../pod-info.ts';
import type { Snapshot } from '../../snapshot.ts';
import { matchesTerm, resolveTerm } from './term-counts.ts';

const HOST = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
/** Pods that are named at most. */
const MOST = 3;

/**
 * The Pod that has to be near, or those that have to go.
 * @param allows whether the plugin accepts the node for a Pod
 */
export function relaxAffinity(
  pod: PodInfo,
  node: NodeInfo,
  snapshot: Snapshot,
  handle: Handle,
  allows: (pod: PodInfo) => boolean,
): Relaxation | undefined {
  const { affinity = {} } = pod.specInfo.spec;
  const { podAffinity, podAntiAffinity, ...rest } = affinity;
  const near = withAffinity(pod, { ...rest, ...(podAntiAffinity ? { podAntiAffinity } : {}) });
  const terms = podAffinity?.[REQUIRED] ?? [];
  if (terms.length > 0 && !allows(withAffinity(pod, { podAffinity: { [REQUIRED]: terms } }))) {
    return { ...wantedText(terms), cost: 1, pod: near };
  }
  for (const term of pod.affinity?.requiredAntiAffinity ?? []) {
    const resolved = resolveTerm(term, handle);
    const inTheWay = around(node, term.topologyKey, snapshot).filter((other) => matchesTerm(resolved, other));
    if (inTheWay.length === 0) continue;
    const freed = withAffinity(pod, { ...rest, ...(podAffinity ? { podAffinity } : {}) });
    return { ...goneText(inTheWay, term.topologyKey, ''), cost: inTheWay.length, pod: freed };
  }
  const labels = handle.get('Namespace', pod.namespace)?.metadata.labels;
  for (const { term } of snapshot.existingTerms.requiredAntiAffinity.values()) {
    if (!termMatches(term, pod.namespace, pod.pod.metadata.labels, labels)) continue;
    const objecting = around(node, term.topologyKey, snapshot).filter((other) =>
      other.affinity?.requiredAntiAffinity.some(({ key }) => key === term.key),
    );
    if (objecting.length === 0) continue;
    return { ...goneText(objecting, term.topologyKey, ', which will not have it near,'), cost: objecting.length };
  }
  return undefined;
}

function withAffinity(pod: PodInfo, affinity: Affinity): PodInfo {
  return withSpec(pod, { affinity });
}

function around(node: NodeInfo, topologyKey: string, { nodes }: Snapshot): PodInfo[] {
  const domain = node.domain(topologyKey);
  if (domain === undefined) return [];
  return nodes.filter((other) => other.domain(topologyKey) === domain).flatMap((other) => [...other.pods.values()]);
}

function wantedText(terms: readonly PodAffinityTerm[]): { readonly what: string; readonly how: string } {
  const selectors = terms.map(({ labelSelector }) => formatLabelSelector(labelSelector)).join(' and ');
  const { topologyKey } = terms[0]!;
  const what = `a Pod with ${selectors}`;
  return topologyKey === HOST ? { what, how: 'on' } : { what, how: `in the ${topologyKey} of` };
}

function goneText(pods: readonly PodInfo[], topologyKey: string, why: string): Pick<Relaxation, 'what' | 'how'> {
  const names = pods.slice(0, MOST).map(({ pod }) => pod.metadata.name);
  if (pods.length > MOST) names.push(`${pods.length - MOST} more`);
  const what = `${names.join(' and ')}${why} gone`;
  return { what, how: topologyKey === HOST ? 'from' : `from the ${topologyKey} of` };
}
