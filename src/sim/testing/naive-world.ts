import type {
  Node,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  Pod,
  PodAffinityTerm,
  Service,
  TopologySpreadConstraint,
} from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { podRequests } from '../../api/pod.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { firstUntolerated } from '../../api/taints.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';

// What the naive scheduler's rules have in common: plain questions about a cluster given as lists of objects.

export interface World {
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly namespaces: readonly KubeObject[];
}

export type Labels = Readonly<Record<string, string>>;

export const labelsOf = (object: KubeObject): Labels => object.metadata.labels ?? {};
export const nameOf = (object: KubeObject): string => object.metadata.name ?? '';

export function nodeMatches(pod: Pod, node: Node): boolean {
  const labels = labelsOf(node);
  const selected = Object.entries(pod.spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selected && (!required || required.nodeSelectorTerms.some((term) => termMatches(term, labels)));
}

export function termMatches(term: NodeSelectorTerm, labels: Labels): boolean {
  return (term.matchExpressions ?? []).every((e: NodeSelectorRequirement) => {
    const value = labels[e.key];
    const listed = value !== undefined && (e.values ?? []).includes(value);
    if (e.operator === 'In') return listed;
    if (e.operator === 'NotIn') return !listed;
    return e.operator === 'Exists' ? value !== undefined : value === undefined;
  });
}

export const requestOf = (pod: Pod, name: string): number => podRequests(pod.spec!)[name] ?? 0;
export const allocatableOf = (node: Node, name: string): number => {
  const quantity = node.status?.allocatable?.[name] ?? '0';
  return name === 'cpu' ? milliValue(quantity) : quantityValue(quantity);
};
export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

export function counts(constraint: TopologySpreadConstraint, pod: Pod, node: Node): boolean {
  const honorsAffinity = (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor';
  const honorsTaints = constraint.nodeTaintsPolicy === 'Honor';
  const taint = firstUntolerated(node.spec?.taints, pod.spec?.tolerations, ['NoSchedule', 'NoExecute']);
  return (!honorsAffinity || nodeMatches(pod, node)) && !(honorsTaints && taint);
}

/** Pods on a node that a constraint counts. */
export function matching(constraint: TopologySpreadConstraint, pod: Pod, node: Node, world: World): number {
  return world.pods.filter(
    (other) =>
      other.spec?.nodeName === nameOf(node) &&
      other.metadata.namespace === pod.metadata.namespace &&
      other.metadata.deletionTimestamp === undefined &&
      labelMatcher(constraint.labelSelector).matches(labelsOf(other)),
  ).length;
}

/** Whether a term of `owner` means `other`. */
export function means(term: PodAffinityTerm, owner: Pod, other: Pod, world: World): boolean {
  const namespace = other.metadata.namespace ?? '';
  const own =
    !term.namespaces?.length && !term.namespaceSelector ? [owner.metadata.namespace] : (term.namespaces ?? []);
  const labels = world.namespaces.find((n) => nameOf(n) === namespace)?.metadata.labels ?? {};
  const selected = term.namespaceSelector ? labelMatcher(term.namespaceSelector).matches(labels) : false;
  return (own.includes(namespace) || selected) && labelMatcher(term.labelSelector).matches(labelsOf(other));
}

export const required = 'requiredDuringSchedulingIgnoredDuringExecution';
export const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Pods that share the node's domain of a topology key. */
export function nearby(node: Node, topologyKey: string, world: World): Pod[] {
  const value = labelsOf(node)[topologyKey];
  const names = world.nodes.filter((n) => value !== undefined && labelsOf(n)[topologyKey] === value).map(nameOf);
  return world.pods.filter((p) => names.includes(p.spec?.nodeName ?? ''));
}

export const onNode = (node: Node, world: World): Pod[] => world.pods.filter((p) => p.spec?.nodeName === nameOf(node));
