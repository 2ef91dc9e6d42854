import type { Affinity, NodeAffinity, NodeSelectorTerm, PodAffinityTerm } from '../../../api/k8s/core-v1.gen.ts';
import type { Random } from '../../../base/random.ts';
import { chance, HOST, NAMESPACES, randomSelector, some, ZONE } from './random-pod.ts';

/** Draws affinity to nodes, to Pods and against Pods. */
export function randomAffinity(random: Random): Affinity {
  const term = (): PodAffinityTerm => randomTerm(random);
  const weighted = () => [{ weight: 1 + random.int(50), podAffinityTerm: term() }];
  return {
    ...some(random, 0.4, () => ({ nodeAffinity: randomNodeAffinity(random) })),
    ...some(random, 0.4, () => ({
      podAffinity: {
        ...some(random, 0.4, () => ({
          requiredDuringSchedulingIgnoredDuringExecution: chance(random, 0.3) ? [term(), term()] : [term()],
        })),
        ...some(random, 0.6, () => ({ preferredDuringSchedulingIgnoredDuringExecution: weighted() })),
      },
    })),
    ...some(random, 0.4, () => ({
      podAntiAffinity: {
        ...some(random, 0.3, () => ({
          requiredDuringSchedulingIgnoredDuringExecution: chance(random, 0.2) ? [term(), term()] : [term()],
        })),
        ...some(random, 0.6, () => ({ preferredDuringSchedulingIgnoredDuringExecution: weighted() })),
      },
    })),
  };
}

function randomNodeAffinity(random: Random): NodeAffinity {
  const term = (): NodeSelectorTerm => randomNodeTerm(random);
  return {
    ...some(random, 0.5, () => ({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: chance(random, 0.3) ? [term(), term()] : [term()],
      },
    })),
    ...some(random, 0.7, () => ({
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1 + random.int(50), preference: term() },
        ...(some(random, 0.4, () => [{ weight: 1 + random.int(50), preference: term() }]) ?? []),
      ],
    })),
  };
}

function randomNodeTerm(random: Random): NodeSelectorTerm {
  if (chance(random, 0.05)) return {};
  const names = ['n0', 'n1', 'n2', 'n3'].filter(() => chance(random, 0.5));
  const expressions = [
    { key: 'disk', operator: random.pick(['In', 'NotIn']), values: ['ssd'] },
    { key: 'disk', operator: random.pick(['Exists', 'DoesNotExist']) },
    { key: 'size', operator: random.pick(['Gt', 'Lt']), values: ['8'] },
  ];
  return {
    ...some(random, 0.8, () => ({
      matchExpressions: [random.pick(expressions), ...(some(random, 0.2, () => [random.pick(expressions)]) ?? [])],
    })),
    ...some(random, 0.15, () => ({
      matchFields: [{ key: 'metadata.name', operator: random.pick(['In', 'In', 'NotIn']), values: names }],
    })),
  };
}

function randomTerm(random: Random): PodAffinityTerm {
  const labelSelector = randomSelector(random);
  const namespaces = random.pick<Pick<PodAffinityTerm, 'namespaces' | 'namespaceSelector'>>([
    {},
    {},
    {},
    {},
    { namespaces: [random.pick(NAMESPACES)] },
    { namespaceSelector: {} },
    { namespaceSelector: { matchLabels: { team: 'blue' } } },
    { namespaces: ['default'], namespaceSelector: { matchLabels: { team: 'green' } } },
  ]);
  return {
    topologyKey: random.pick([ZONE, HOST]),
    ...(labelSelector ? { labelSelector } : {}),
    ...namespaces,
    ...some(random, labelSelector ? 0.1 : 0, () => ({ matchLabelKeys: ['tier'] })),
    ...some(random, labelSelector ? 0.1 : 0, () => ({ mismatchLabelKeys: ['app'] })),
  };
}
