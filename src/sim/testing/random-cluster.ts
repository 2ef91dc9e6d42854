import type {
  Affinity,
  Node,
  Pod,
  PodAffinityTerm,
  PodSpec,
  Taint,
  Toleration,
  TopologySpreadConstraint,
} from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Random } from '../../base/random.ts';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const NAMESPACES = ['default', 'other'];
const APPS = ['web', 'db', 'queue'];
const IMAGES = ['registry.local/a:v1', 'registry.local/b:v1', 'registry.local/c:v1'];

/** A small cluster with Pods on its nodes and one Pod to schedule, in which any rule may matter. */
export interface RandomCluster {
  readonly objects: readonly KubeObject[];
  readonly pod: Pod;
}

/** Draws a cluster. */
export function randomCluster(random: Random): RandomCluster {
  const nodes = Array.from({ length: 2 + random.int(8) }, (_, i) => randomNode(random, `n${i}`));
  const pods = Array.from({ length: random.int(25) }, (_, i) => {
    const pod = randomPod(random, `p${i}`);
    const placed = { ...pod, spec: { ...pod.spec!, nodeName: random.pick(nodes).metadata.name! } };
    if (chance(random, 0.1)) return { ...placed, status: { phase: random.pick(['Succeeded', 'Failed']) } };
    if (chance(random, 0.9)) return placed;
    return { ...placed, metadata: { ...placed.metadata, deletionTimestamp: '2026-01-05T08:00:00Z' } };
  });
  const services = APPS.filter(() => chance(random, 0.3)).map((app) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: app, namespace: 'default' },
    spec: { selector: { app } },
  }));
  const namespaces = NAMESPACES.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { team: name === 'default' ? 'red' : 'blue' } },
  }));
  return { objects: [...nodes, ...pods, ...services, ...namespaces], pod: randomPod(random, 'new') };
}

const chance = (random: Random, share: number): boolean => random.next() < share;

function some<T>(random: Random, share: number, make: () => T): T | undefined {
  return chance(random, share) ? make() : undefined;
}

function taint(random: Random): Taint {
  const effect = random.pick(['NoSchedule', 'PreferNoSchedule', 'NoExecute', 'PreferNoSchedule']);
  return { key: random.pick(['x', 'y']), value: random.pick(['1', '2']), effect };
}

function toleration(random: Random): Toleration {
  if (chance(random, 0.2)) return { operator: 'Exists' };
  const { key, value, effect } = taint(random);
  return { key, operator: 'Equal', ...(value ? { value } : {}), ...(chance(random, 0.5) ? { effect } : {}) };
}

function randomNode(random: Random, name: string): Node {
  const labels = {
    [HOST]: name,
    ...some(random, 0.85, () => ({ [ZONE]: random.pick(['z1', 'z2', 'z3']) })),
    ...some(random, 0.5, () => ({ disk: random.pick(['ssd', 'hdd']) })),
  };
  const images = IMAGES.flatMap((image, i) =>
    chance(random, 0.3) ? [{ names: [image], sizeBytes: (i + 1) * 200_000_000 }] : [],
  );
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: {
      ...some(random, 0.1, () => ({ unschedulable: true })),
      ...some(random, 0.3, () => ({ taints: [taint(random), ...(chance(random, 0.3) ? [taint(random)] : [])] })),
    },
    status: {
      allocatable: {
        cpu: String(2 + random.int(6)),
        memory: `${4 + random.int(12)}Gi`,
        pods: String(4 + random.int(20)),
        'ephemeral-storage': '100Gi',
        ...some(random, 0.5, () => ({ 'example.com/gpu': '2' })),
      },
      images,
    },
  };
}

function randomPod(random: Random, name: string): Pod {
  const requests = {
    ...some(random, 0.8, () => ({ cpu: `${100 * (1 + random.int(12))}m` })),
    ...some(random, 0.7, () => ({ memory: `${64 * (1 + random.int(30))}Mi` })),
    ...some(random, 0.1, () => ({ 'example.com/gpu': '1' })),
  };
  const ports = some(random, 0.1, () => ({ ports: [{ containerPort: 80, hostPort: 8080 + random.int(2) }] }));
  const spec: PodSpec = {
    containers: [{ name: 'c', image: random.pick(IMAGES), resources: { requests }, ...ports }],
    ...some(random, 0.3, () => ({ tolerations: [toleration(random)] })),
    ...some(random, 0.1, () => ({ nodeSelector: { disk: 'ssd' } })),
    ...some(random, 0.5, () => ({ affinity: randomAffinity(random) })),
    ...some(random, 0.4, () => ({ topologySpreadConstraints: randomConstraints(random) })),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: random.pick(NAMESPACES),
      uid: name,
      labels: { app: random.pick(APPS), tier: random.pick(['x', 'y']) },
    },
    spec,
    status: { phase: 'Running' },
  };
}

function randomConstraints(random: Random): TopologySpreadConstraint[] {
  return Array.from({ length: 1 + random.int(2) }, () => ({
    topologyKey: random.pick([ZONE, HOST]),
    maxSkew: 1 + random.int(3),
    whenUnsatisfiable: random.pick(['DoNotSchedule', 'ScheduleAnyway']),
    labelSelector: { matchLabels: { app: random.pick(APPS) } },
    ...some(random, 0.2, () => ({ nodeAffinityPolicy: 'Ignore' })),
    ...some(random, 0.2, () => ({ nodeTaintsPolicy: 'Honor' })),
  }));
}

function affinityTerm(random: Random): PodAffinityTerm {
  return {
    topologyKey: random.pick([ZONE, HOST]),
    labelSelector: chance(random, 0.7)
      ? { matchLabels: { app: random.pick(APPS) } }
      : { matchExpressions: [{ key: 'tier', operator: 'In', values: ['x'] }] },
    ...some(random, 0.15, () => ({ namespaces: [random.pick(NAMESPACES)] })),
    ...some(random, 0.15, () => ({ namespaceSelector: chance(random, 0.5) ? {} : { matchLabels: { team: 'blue' } } })),
  };
}

function randomAffinity(random: Random): Affinity {
  const term = (): PodAffinityTerm => affinityTerm(random);
  const weighted = () => [{ weight: 1 + random.int(50), podAffinityTerm: term() }];
  const disk = () => ({
    matchExpressions: [
      { key: 'disk', operator: random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']), values: ['ssd'] },
    ],
  });
  return {
    ...some(random, 0.3, () => ({
      nodeAffinity: {
        ...some(random, 0.4, () => ({
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [disk()] },
        })),
        ...some(random, 0.7, () => ({
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 + random.int(50), preference: disk() }],
        })),
      },
    })),
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
        ...some(random, 0.3, () => ({ requiredDuringSchedulingIgnoredDuringExecution: [term()] })),
        ...some(random, 0.6, () => ({ preferredDuringSchedulingIgnoredDuringExecution: weighted() })),
      },
    })),
  };
}
