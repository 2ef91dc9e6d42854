import type { Node, Pod, PodAffinityTerm } from '../../../api/k8s/core-v1.gen.ts';
import { isAround, labelsOf, nameOf, podsOn, selects, type World } from './world.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Why affinity between Pods forbids a node. */
export function affinityReason(pod: Pod, node: Node, world: World): string | undefined {
  const wants = pod.spec?.affinity?.podAffinity?.[REQUIRED] ?? [];
  const meantByAll = (other: Pod): boolean => wants.every((term) => means(term, pod, other, world));
  const near = ({ topologyKey }: PodAffinityTerm, other: Pod): boolean => isAround(node, topologyKey, other, world);
  const wanted = wants.length > 0 ? world.pods.filter(meantByAll) : [];
  if (!wants.every((term) => wanted.some((other) => near(term, other)))) {
    const hasLabels = wants.every(({ topologyKey }) => labelsOf(node)[topologyKey] !== undefined);
    const isAnywhere = world.nodes.some((n) =>
      wants.some(({ topologyKey }) => wanted.some((other) => isAround(n, topologyKey, other, world))),
    );
    // Who wants to be near its like and is the first of them may go anywhere.
    if (!hasLabels || isAnywhere || !meantByAll(pod)) return "node(s) didn't match pod affinity rules";
  }
  const avoids = pod.spec?.affinity?.podAntiAffinity?.[REQUIRED] ?? [];
  for (const term of avoids) {
    if (world.pods.some((other) => means(term, pod, other, world) && near(term, other))) {
      return "node(s) didn't match pod anti-affinity rules";
    }
  }
  for (const other of world.pods) {
    for (const term of other.spec?.affinity?.podAntiAffinity?.[REQUIRED] ?? []) {
      if (means(term, other, pod, world) && near(term, other)) {
        return "node(s) didn't satisfy existing pods anti-affinity rules";
      }
    }
  }
  return undefined;
}

/**
 * Whether the rules of affinity between Pods are looked at for a Pod at all: it has some, or somebody on a node has some
 * against it. Pods that are only nominated are not asked: what they are against counts only if others are, too.
 */
export function isConcerned(pod: Pod, world: World): boolean {
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {};
  if ((podAffinity?.[REQUIRED]?.length ?? 0) + (podAntiAffinity?.[REQUIRED]?.length ?? 0) > 0) return true;
  return world.nodes.some((node) =>
    podsOn(node, world).some((other) =>
      (other.spec?.affinity?.podAntiAffinity?.[REQUIRED] ?? []).some(
        (term) => labelsOf(node)[term.topologyKey] !== undefined && means(term, other, pod, world),
      ),
    ),
  );
}

/** 0…100 for each node by preferred terms, the Pod's own and those of others about it. */
export function affinityScores(pod: Pod, nodes: readonly Node[], world: World): readonly number[] {
  const raw = nodes.map((node) => {
    let score = 0;
    for (const other of world.pods) {
      const near = (term: PodAffinityTerm): boolean => isAround(node, term.topologyKey, other, world);
      const add = (owner: Pod, about: Pod, term: PodAffinityTerm, weight: number): void => {
        if (near(term) && means(term, owner, about, world)) score += weight;
      };
      for (const { podAffinityTerm: term, weight } of preferredOf(pod, 'podAffinity')) add(pod, other, term, weight);
      for (const { podAffinityTerm: term, weight } of preferredOf(pod, 'podAntiAffinity'))
        add(pod, other, term, -weight);
      for (const term of other.spec?.affinity?.podAffinity?.[REQUIRED] ?? []) add(other, pod, term, 1);
      for (const { podAffinityTerm: term, weight } of preferredOf(other, 'podAffinity')) add(other, pod, term, weight);
      for (const { podAffinityTerm: term, weight } of preferredOf(other, 'podAntiAffinity'))
        add(other, pod, term, -weight);
    }
    return score;
  });
  const [min, max] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((score) => (max === min ? 0 : Math.floor(100 * ((score - min) / (max - min)))));
}

const preferredOf = ({ spec }: Pod, which: 'podAffinity' | 'podAntiAffinity') =>
  spec?.affinity?.[which]?.[PREFERRED] ?? [];

/** Whether a term of one Pod is about another. The owner's labels under some keys belong to its selector. */
function means(term: PodAffinityTerm, owner: Pod, other: Pod, world: World): boolean {
  const { namespace = '' } = other.metadata;
  const isListed = (term.namespaces ?? []).includes(namespace);
  const isOwn = !term.namespaces?.length && !term.namespaceSelector && owner.metadata.namespace === namespace;
  const labelsOfNamespace = labelsOf(world.namespaces.find((n) => nameOf(n) === namespace));
  if (!isListed && !isOwn && !selects(term.namespaceSelector, labelsOfNamespace)) return false;
  const [mine, theirs] = [labelsOf(owner), labelsOf(other)];
  if (!selects(term.labelSelector, theirs)) return false;
  if ((term.matchLabelKeys ?? []).some((key) => mine[key] !== undefined && theirs[key] !== mine[key])) return false;
  return !(term.mismatchLabelKeys ?? []).some((key) => mine[key] !== undefined && theirs[key] === mine[key]);
}
