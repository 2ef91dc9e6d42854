import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { allocatableOf, requestOf } from './amounts.ts';
import { meetsTerm, tolerated } from './nodes.ts';
import { affinityScores } from './pod-affinity.ts';
import { spreadScores } from './spread.ts';
import { nameOf, podsOn, sum, type World } from './world.ts';

/** Weighted sums by node, with the default profile's weights. */
export function totals(pod: Pod, nodes: readonly Node[], world: World): Record<string, number> {
  const untolerated = ({ spec }: Node): number =>
    (spec?.taints ?? []).filter((taint) => taint.effect === 'PreferNoSchedule' && !toleratedPreference(pod, taint))
      .length;
  const tables: readonly (readonly [weight: number, scores: readonly number[]])[] = [
    [3, scaled(nodes.map(untolerated)).map((score) => 100 - score)],
    [2, scaled(nodes.map((node) => preference(pod, node)))],
    [1, nodes.map((node) => leastAllocated(pod, node, world))],
    [2, spreadScores(pod, nodes, world) ?? nodes.map(() => 0)],
    [2, affinityScores(pod, nodes, world)],
    [1, nodes.map((node) => balanced(pod, node, world))],
    [1, nodes.map((node) => imageLocality(pod, node, world))],
  ];
  return Object.fromEntries(
    nodes.map((node, i) => [nameOf(node), sum(tables.map(([weight, table]) => weight * table[i]!))]),
  );
}

function scaled(raw: readonly number[]): number[] {
  const max = Math.max(0, ...raw);
  return raw.map((score) => (max === 0 ? 0 : Math.floor((100 * score) / max)));
}

/** Tolerations with another effect do not count where only PreferNoSchedule is at stake. */
function toleratedPreference(pod: Pod, taint: Parameters<typeof tolerated>[1]): boolean {
  const tolerations = (pod.spec?.tolerations ?? []).filter((t) => !t.effect || t.effect === 'PreferNoSchedule');
  return tolerated({ ...pod, spec: { ...pod.spec!, tolerations } }, taint);
}

function preference(pod: Pod, node: Node): number {
  const terms = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return sum(terms.filter((term) => meetsTerm(node, term.preference)).map(({ weight }) => weight));
}

function leastAllocated(pod: Pod, node: Node, world: World): number {
  const fallback = { cpu: 100, memory: 200 * 2 ** 20 };
  const free = ['cpu', 'memory'].flatMap((resource) => {
    const have = allocatableOf(node, resource);
    const used = sum([pod, ...podsOn(node, world)].map((p) => requestOf(p, resource, fallback)));
    if (have === 0) return [];
    return [used > have ? 0 : Math.floor(((have - used) * 100) / have)];
  });
  return free.length === 0 ? 0 : Math.floor(sum(free) / free.length);
}

function balanced(pod: Pod, node: Node, world: World): number {
  const resources = ['cpu', 'memory'];
  if (resources.every((resource) => requestOf(pod, resource) === 0)) return 0;
  const fractions = resources.flatMap((resource) => {
    const have = allocatableOf(node, resource);
    const used = sum([pod, ...podsOn(node, world)].map((p) => requestOf(p, resource)));
    return have === 0 ? [] : [Math.min(1, used / have)];
  });
  const [first = 0, second = first] = fractions;
  return Math.floor((1 - Math.abs((first - second) / 2)) * 100);
}

function imageLocality(pod: Pod, node: Node, world: World): number {
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const sizeOn = (where: Node, image: string): number | undefined =>
    where.status?.images?.find(({ names }) => names?.includes(image))?.sizeBytes;
  const total = sum(
    containers.map(({ image = '' }) => {
      const full = /:[^/]*$/.test(image) ? image : `${image}:latest`;
      const having = world.nodes.filter((n) => sizeOn(n, full) !== undefined).length;
      return Math.floor((sizeOn(node, full) ?? 0) * (having / world.nodes.length));
    }),
  );
  const [min, max] = [23 * 2 ** 20, 1000 * 2 ** 20 * containers.length];
  return Math.floor((100 * (Math.min(Math.max(total, min), max) - min)) / (max - min));
}
