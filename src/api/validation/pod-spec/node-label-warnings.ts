import type { NodeSelectorTerm } from '../../k8s/core-v1.gen.ts';

/** What is said of labels of nodes that have a newer name. Models GetNodeLabelDeprecatedMessage. */
const OLD_LABELS: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
]);

/** What is wrong with a label of nodes; undefined for one that is fine. */
export function nodeLabelWarning(key: string): string | undefined {
  return OLD_LABELS.get(key);
}

/** Models GetWarningsForNodeSelectorTerm. */
export function nodeSelectorTermWarnings({ matchExpressions = [] }: NodeSelectorTerm, path: string): readonly string[] {
  return matchExpressions.flatMap(({ key }, i) => {
    const message = nodeLabelWarning(key);
    return message ? [`${path}.matchExpressions[${i}].key: ${key} is ${message}`] : [];
  });
}
