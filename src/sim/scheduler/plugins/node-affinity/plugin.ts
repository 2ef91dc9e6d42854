import type { Node, NodeSelector, Pod, PodSpec, PreferredSchedulingTerm } from '../../../../api/k8s/core-v1.gen.ts';
import { matchNodeSelectorTerm, matchNodeSelectorTerms } from '../../../../api/node-selector.ts';
import { defaultNormalizeScore, type PluginFactory, type PreFilterResult, plugin, SKIP } from '../../framework.ts';
import { matchesRequiredNodeAffinity } from '../../pod-info.ts';
import { unresolvable } from '../../status.ts';
import { relaxLabels } from './relax.ts';

const REJECTED = unresolvable("node(s) didn't match Pod's node affinity/selector");
const REJECTED_BY_PROFILE = unresolvable("node(s) didn't match scheduler-enforced node affinity");

/** nodeSelector and node affinity. Models plugins/nodeaffinity. */
const NodeAffinity: PluginFactory = {
  name: 'NodeAffinity',
  create(args) {
    const added = args['addedAffinity'] as NonNullable<PodSpec['affinity']>['nodeAffinity'];
    const addedRequired = added?.requiredDuringSchedulingIgnoredDuringExecution;
    const addedPreferred = added?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    return plugin<undefined, readonly PreferredSchedulingTerm[]>({
      preFilter(pod) {
        if (!pod.specInfo.limitsNodes && !addedRequired) return SKIP;
        return namedNodes(requiredOf(pod.pod));
      },
      filter(pod, node) {
        if (addedRequired && !matchNodeSelectorTerms(addedRequired, node.labels, node.name)) return REJECTED_BY_PROFILE;
        return matchesRequiredNodeAffinity(pod, node) ? undefined : REJECTED;
      },
      relax: relaxLabels,
      preScore(pod) {
        const own = pod.pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
        const terms = [...addedPreferred, ...own];
        return terms.length > 0 ? terms : SKIP;
      },
      score(_pod, node, terms) {
        let sum = 0;
        for (const { preference, weight } of terms) {
          const isEmpty = !preference.matchExpressions?.length && !preference.matchFields?.length;
          if (!isEmpty && matchNodeSelectorTerm(preference, node.labels, node.name)) sum += weight;
        }
        return sum;
      },
      normalizeScore: (scores) => defaultNormalizeScore(scores, false),
      events: [{ resource: 'Node', actions: ['Add', 'UpdateNodeLabel'], hint: afterNodeChange }],
    });
  },
};

export default NodeAffinity;

function requiredOf(pod: Pod): NodeSelector | undefined {
  return pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
}

/** Narrows the search when every term names its nodes by metadata.name, as DaemonSets do. */
function namedNodes(required: NodeSelector | undefined): PreFilterResult<undefined> {
  const all = { state: undefined };
  if (!required || required.nodeSelectorTerms.length === 0) return all;
  const nodeNames = new Set<string>();
  for (const term of required.nodeSelectorTerms) {
    const lists = (term.matchFields ?? [])
      .filter((field) => field.key === 'metadata.name' && field.operator === 'In')
      .map((field) => field.values ?? []);
    const [first, ...others] = lists;
    if (first === undefined) return all;
    for (const name of first) if (others.every((list) => list.includes(name))) nodeNames.add(name);
  }
  if (nodeNames.size === 0) return { status: unresolvable('pod affinity terms conflict') };
  return { state: undefined, nodeNames };
}

function afterNodeChange(pod: Pod, previous: unknown, object: unknown): 'Queue' | 'Skip' {
  const before = previous as Node | undefined;
  return (before === undefined || !matches(pod, before)) && matches(pod, object as Node) ? 'Queue' : 'Skip';
}

function matches(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  for (const [key, value] of Object.entries(pod.spec?.nodeSelector ?? {})) if (labels[key] !== value) return false;
  const required = requiredOf(pod);
  return required === undefined || matchNodeSelectorTerms(required, labels, node.metadata.name ?? '');
}
