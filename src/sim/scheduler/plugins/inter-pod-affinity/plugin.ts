import type { Node, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { termMatches } from '../../affinity-terms.ts';
import { type Handle, type PluginFactory, plugin, SKIP } from '../../framework.ts';
import { type PodInfo, podInfoOf } from '../../pod-info.ts';
import { type AffinityState, affinityState, changeAffinity, checkAffinity, cloneAffinity } from './affinity-filter.ts';
import {
  type AffinityArgs,
  affinityScore,
  normalizeAffinity,
  type TopologyScore,
  topologyScore,
} from './affinity-score.ts';
import { relaxAffinity } from './relax.ts';
import { matchesAllTerms, matchesTerm, resolveTerm } from './term-counts.ts';

/** Affinity and anti-affinity between Pods. Models plugins/interpodaffinity. */
const InterPodAffinity: PluginFactory = {
  name: 'InterPodAffinity',
  create(args, handle) {
    const scoring = args as unknown as AffinityArgs;
    return plugin<AffinityState, TopologyScore>({
      preFilter(pod, snapshot) {
        const state = affinityState(pod, snapshot, handle);
        return state ? { state } : SKIP;
      },
      filter: checkAffinity,
      relax(pod, node, snapshot) {
        const allows = (other: PodInfo): boolean => {
          const state = affinityState(other, snapshot, handle);
          return state === undefined || checkAffinity(other, node, state) === undefined;
        };
        return relaxAffinity(pod, node, snapshot, handle, allows);
      },
      cloneState: cloneAffinity,
      addPod: (state, pod, added, node) => changeAffinity(state, pod, added, node, 1),
      removePod: (state, pod, removed, node) => changeAffinity(state, pod, removed, node, -1),
      preScore(pod, _nodes, snapshot) {
        const points = topologyScore(pod, snapshot, handle, scoring);
        return points.size > 0 ? points : SKIP;
      },
      score: (_pod, node, points) => affinityScore(node, points),
      normalizeScore: (scores) => normalizeAffinity(scores),
      events: [
        {
          resource: 'Pod',
          actions: ['Add', 'UpdatePodLabel', 'Delete'],
          hint: (pod, previous, object) =>
            podHelps(podInfoOf(pod), previous as Pod | undefined, object as Pod | undefined, handle) ? 'Queue' : 'Skip',
        },
        {
          resource: 'Node',
          actions: ['Add', 'UpdateNodeLabel'],
          hint: (pod, _previous, object) => (nodeHelps(podInfoOf(pod), object as Node) ? 'Queue' : 'Skip'),
        },
      ],
    });
  },
};

export default InterPodAffinity;

function podHelps(pod: PodInfo, previous: Pod | undefined, object: Pod | undefined, handle: Handle): boolean {
  if (!(object ?? previous)?.spec?.nodeName) return false;
  const before = previous && podInfoOf(previous);
  const now = object && podInfoOf(object);
  const wanted = (pod.affinity?.requiredAffinity ?? []).map((term) => resolveTerm(term, handle));
  const unwanted = (pod.affinity?.requiredAntiAffinity ?? []).map((term) => resolveTerm(term, handle));
  const isWanted = (other: PodInfo | undefined): boolean => other !== undefined && matchesAllTerms(wanted, other);
  const isUnwanted = (other: PodInfo | undefined): boolean =>
    other !== undefined && unwanted.some((term) => matchesTerm(term, other));
  if (now && !isWanted(before) && isWanted(now)) return true;
  if (before && isUnwanted(before) && !isUnwanted(now)) return true;
  if (now || !before) return false;
  const namespaceLabels = handle.get('Namespace', pod.namespace)?.metadata.labels;
  return (before.affinity?.requiredAntiAffinity ?? []).some((term) =>
    termMatches(term, pod.namespace, pod.pod.metadata.labels, namespaceLabels),
  );
}

/** Any node with one of the labels may help; that the label has not changed does not matter in v1.32. */
function nodeHelps(pod: PodInfo, node: Node): boolean {
  const terms = [...(pod.affinity?.requiredAffinity ?? []), ...(pod.affinity?.requiredAntiAffinity ?? [])];
  return terms.some(({ topologyKey }) => node.metadata.labels?.[topologyKey] !== undefined);
}
