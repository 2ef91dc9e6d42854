import type { Container, Node, Pod, PodAffinityTerm, TopologySpreadConstraint } from '../../api/k8s/core-v1.gen.ts';
import { toleratedBy } from '../../api/taints.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import {
  allocatableOf,
  counts,
  labelsOf,
  matching,
  means,
  nameOf,
  nearby,
  onNode,
  preferred,
  requestOf,
  required,
  sum,
  termMatches,
  type World,
} from './naive-world.ts';

/** Weighted sums by node. */
export function scores(pod: Pod, nodes: readonly Node[], world: World): Record<string, number> {
  const tables: readonly (readonly [weight: number, scores: readonly number[]])[] = [
    [3, reversed(nodes.map((node) => discouraging(pod, node)))],
    [2, scaled(nodes.map((node) => preferredNode(pod, node)))],
    [1, nodes.map((node) => leastAllocated(pod, node, world))],
    [2, spread(pod, nodes, world)],
    [2, affinity(pod, nodes, world)],
    [1, nodes.map((node) => balanced(pod, node, world))],
    [1, nodes.map((node) => imageLocality(pod, node, world))],
  ];
  return Object.fromEntries(
    nodes.map((node, i) => [nameOf(node), sum(tables.map(([weight, table]) => weight * table[i]!))]),
  );
}

function scaled(raw: readonly number[]): number[] {
  const max = Math.max(...raw);
  return raw.map((score) => (max === 0 ? 0 : Math.trunc((100 * score) / max)));
}

const reversed = (raw: readonly number[]): number[] => scaled(raw).map((score) => 100 - score);

function discouraging(pod: Pod, node: Node): number {
  const tolerations = pod.spec?.tolerations?.filter((t) => !t.effect || t.effect === 'PreferNoSchedule');
  return (node.spec?.taints ?? []).filter((t) => t.effect === 'PreferNoSchedule' && !toleratedBy(t, tolerations))
    .length;
}

function preferredNode(pod: Pod, node: Node): number {
  const terms = pod.spec?.affinity?.nodeAffinity?.[preferred] ?? [];
  return sum(terms.map((t) => (termMatches(t.preference, labelsOf(node)) ? t.weight : 0)));
}

function nonZeroRequest(pod: Pod, name: 'cpu' | 'memory'): number {
  const of = (c: Container): number => {
    const given = c.resources?.requests?.[name];
    if (given === undefined) return name === 'cpu' ? 100 : 200 * 1024 * 1024;
    return name === 'cpu' ? milliValue(given) : quantityValue(given);
  };
  return sum(pod.spec!.containers.map(of));
}

function leastAllocated(pod: Pod, node: Node, world: World): number {
  const one = (name: 'cpu' | 'memory'): number => {
    const have = allocatableOf(node, name);
    const used = sum([pod, ...onNode(node, world)].map((p) => nonZeroRequest(p, name)));
    return used > have ? 0 : Math.trunc(((have - used) * 100) / have);
  };
  return Math.trunc((one('cpu') + one('memory')) / 2);
}

function balanced(pod: Pod, node: Node, world: World): number {
  if (requestOf(pod, 'cpu') === 0 && requestOf(pod, 'memory') === 0) return 0;
  const use = (name: string): number =>
    Math.min(1, sum([pod, ...onNode(node, world)].map((p) => requestOf(p, name))) / allocatableOf(node, name));
  return Math.trunc((1 - Math.abs((use('cpu') - use('memory')) / 2)) * 100);
}

function imageLocality(pod: Pod, node: Node, world: World): number {
  const sizeOn = (n: Node, image: string): number | undefined =>
    n.status?.images?.find((i) => i.names?.includes(image))?.sizeBytes;
  const total = sum(
    pod.spec!.containers.map((c) => {
      const size = sizeOn(node, c.image!);
      const share = world.nodes.filter((n) => sizeOn(n, c.image!) !== undefined).length / world.nodes.length;
      return size === undefined ? 0 : Math.trunc(size * share);
    }),
  );
  const [min, max] = [23 * 2 ** 20, 1000 * 2 ** 20 * pod.spec!.containers.length];
  return Math.trunc((100 * (Math.min(Math.max(total, min), max) - min)) / (max - min));
}

function softConstraints(pod: Pod, world: World): { list: TopologySpreadConstraint[]; isDefault: boolean } {
  const own = pod.spec?.topologySpreadConstraints ?? [];
  if (own.length > 0) return { list: own.filter((c) => c.whenUnsatisfiable === 'ScheduleAnyway'), isDefault: false };
  const selectors = world.services
    .filter((s) => s.metadata.namespace === pod.metadata.namespace)
    .map((s) => s.spec?.selector ?? {})
    .filter((selector) => Object.entries(selector).every(([key, value]) => labelsOf(pod)[key] === value));
  if (selectors.length === 0) return { list: [], isDefault: true };
  const labelSelector = { matchLabels: Object.assign({}, ...selectors) as Record<string, string> };
  const constraint = (topologyKey: string, maxSkew: number): TopologySpreadConstraint => ({
    topologyKey,
    maxSkew,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector,
  });
  return {
    list: [constraint('kubernetes.io/hostname', 3), constraint('topology.kubernetes.io/zone', 5)],
    isDefault: true,
  };
}

function spread(pod: Pod, nodes: readonly Node[], world: World): number[] {
  const { list, isDefault } = softConstraints(pod, world);
  if (list.length === 0) return nodes.map(() => 0);
  const hasAll = (node: Node): boolean => list.every((c) => labelsOf(node)[c.topologyKey] !== undefined);
  const isIn = (node: Node): boolean => isDefault || hasAll(node);
  const raw = nodes.map((node) => {
    if (!isIn(node)) return -1;
    return Math.round(
      sum(
        list.map((c) => {
          const value = labelsOf(node)[c.topologyKey];
          if (value === undefined) return 0;
          const isHost = c.topologyKey === 'kubernetes.io/hostname';
          const scored = nodes.filter(isIn);
          const size = isHost ? scored.length : new Set(scored.map((n) => labelsOf(n)[c.topologyKey] ?? '')).size;
          const domain = isHost
            ? [node]
            : world.nodes.filter((n) => labelsOf(n)[c.topologyKey] === value && isIn(n) && counts(c, pod, n));
          const count = sum(domain.map((n) => matching(c, pod, n, world)));
          return count * Math.log(size + 2) + (c.maxSkew - 1);
        }),
      ),
    );
  });
  const valid = raw.filter((score) => score >= 0);
  const [min, max] = [Math.min(...valid), Math.max(0, ...valid)];
  return raw.map((s) => (s < 0 ? 0 : max === 0 ? 100 : Math.trunc((100 * (max + min - s)) / max)));
}

function affinity(pod: Pod, nodes: readonly Node[], world: World): number[] {
  const mine = pod.spec?.affinity;
  const raw = nodes.map((node) => {
    let score = 0;
    for (const { weight, podAffinityTerm: t } of mine?.podAffinity?.[preferred] ?? []) {
      score += weight * nearby(node, t.topologyKey, world).filter((other) => means(t, pod, other, world)).length;
    }
    for (const { weight, podAffinityTerm: t } of mine?.podAntiAffinity?.[preferred] ?? []) {
      score -= weight * nearby(node, t.topologyKey, world).filter((other) => means(t, pod, other, world)).length;
    }
    for (const other of world.pods) {
      const theirs = other.spec?.affinity;
      const add = (t: PodAffinityTerm, weight: number): void => {
        if (means(t, other, pod, world) && nearby(node, t.topologyKey, world).includes(other)) score += weight;
      };
      for (const t of theirs?.podAffinity?.[required] ?? []) add(t, 1);
      for (const t of theirs?.podAffinity?.[preferred] ?? []) add(t.podAffinityTerm, t.weight);
      for (const t of theirs?.podAntiAffinity?.[preferred] ?? []) add(t.podAffinityTerm, -t.weight);
    }
    return score;
  });
  const [min, max] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((score) => (max > min ? Math.trunc(100 * ((score - min) / (max - min))) : 0));
}
