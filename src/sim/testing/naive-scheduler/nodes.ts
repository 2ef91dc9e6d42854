import type { Node, NodeSelectorTerm, Pod, Taint } from '../../../api/k8s/core-v1.gen.ts';
import { holds, labelsOf, nameOf } from './world.ts';

/** Whether a Pod puts up with a taint. */
export function tolerated(pod: Pod, taint: Taint): boolean {
  return (pod.spec?.tolerations ?? []).some((toleration) => {
    const sameEffect = !toleration.effect || toleration.effect === taint.effect;
    const sameKey = !toleration.key || toleration.key === taint.key;
    const sameValue = toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '');
    return sameEffect && sameKey && sameValue;
  });
}

/** The first taint that keeps a Pod off. */
export const obstacle = (pod: Pod, node: Node): Taint | undefined =>
  node.spec?.taints?.find(
    ({ effect, ...taint }) => effect !== 'PreferNoSchedule' && !tolerated(pod, { effect, ...taint }),
  );

/** Whether a node has what nodeSelector and required node affinity ask for. */
export function isWanted(pod: Pod, node: Node): boolean {
  const labels = labelsOf(node);
  for (const [key, value] of Object.entries(pod.spec?.nodeSelector ?? {})) if (labels[key] !== value) return false;
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !required || required.nodeSelectorTerms.some((term) => meetsTerm(node, term));
}

/** Whether a node meets a term; an empty term is met by none. */
export function meetsTerm(node: Node, { matchExpressions = [], matchFields = [] }: NodeSelectorTerm): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  return (
    matchExpressions.every(({ key, operator, values = [] }) => holds(operator, labelsOf(node)[key], values)) &&
    matchFields.every(({ operator, values = [] }) => holds(operator, nameOf(node), values))
  );
}

/** The nodes that required node affinity lists by name, if each of its terms does. */
export function listedNodes(pod: Pod): readonly string[] | undefined {
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const names: string[] = [];
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    const lists = matchFields.filter(({ operator }) => operator === 'In').map(({ values = [] }) => values);
    if (lists.length === 0) return undefined;
    names.push(...lists[0]!.filter((name) => lists.every((list) => list.includes(name))));
  }
  return required && required.nodeSelectorTerms.length > 0 ? names : undefined;
}
