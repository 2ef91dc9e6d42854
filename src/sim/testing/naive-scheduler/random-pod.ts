import type {
  Container,
  Pod,
  PodSpec,
  Taint,
  Toleration,
  TopologySpreadConstraint,
} from '../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector, OwnerReference } from '../../../api/k8s/meta-v1.gen.ts';
import type { Random } from '../../../base/random.ts';
import { randomAffinity } from './random-affinity.ts';

export const ZONE = 'topology.kubernetes.io/zone';
export const HOST = 'kubernetes.io/hostname';
export const NAMESPACES = ['default', 'other'];
export const APPS = ['web', 'db', 'queue'];
export const IMAGES = ['registry.local:5000/a:v1', 'registry.local:5000/b:latest', 'c:v1'];

export const chance = (random: Random, share: number): boolean => random.next() < share;

/** What `make` makes, or nothing. */
export function some<T>(random: Random, share: number, make: () => T): T | undefined {
  return chance(random, share) ? make() : undefined;
}

/** Draws a taint. */
export function randomTaint(random: Random): Taint {
  const effect = random.pick(['NoSchedule', 'PreferNoSchedule', 'NoExecute', 'PreferNoSchedule']);
  return { key: random.pick(['x', 'y']), effect, ...some(random, 0.8, () => ({ value: random.pick(['1', '2']) })) };
}

/** Draws a Pod that is nowhere yet. Its uid is its name. */
export function randomPod(random: Random, name: string): Pod {
  const namespace = random.pick(NAMESPACES);
  const app = random.pick(APPS);
  const spec: PodSpec = {
    containers: [randomContainer(random, 'c'), ...(some(random, 0.2, () => [randomContainer(random, 'd')]) ?? [])],
    priority: random.int(2),
    ...some(random, 0.2, () => ({ initContainers: randomInitContainers(random) })),
    ...some(random, 0.05, () => ({ overhead: { cpu: '250m', memory: '64Mi' } })),
    ...some(random, 0.3, () => ({ tolerations: [randomToleration(random), randomToleration(random)] })),
    ...some(random, 0.1, () => ({ nodeSelector: { disk: 'ssd' } })),
    ...some(random, 0.5, () => ({ affinity: randomAffinity(random) })),
    ...some(random, 0.4, () => ({ topologySpreadConstraints: randomConstraints(random) })),
  };
  const owner = (): OwnerReference => {
    const [apiVersion, kind] = random.pick([
      ['apps/v1', 'ReplicaSet'],
      ['apps/v1', 'StatefulSet'],
      ['example.com/v1', 'ReplicaSet'],
    ] as const);
    return { apiVersion, kind, name: app, uid: app, controller: true };
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: name,
      labels: { app, ...some(random, 0.8, () => ({ tier: random.pick(['x', 'y']) })) },
      ...some(random, 0.5, () => ({ ownerReferences: [owner()] })),
    },
    spec,
    status: { phase: 'Running' },
  };
}

/** Draws a selector of labels that Pods here may have. */
export function randomSelector(random: Random): LabelSelector | undefined {
  const app = random.pick(APPS);
  return random.pick<LabelSelector | undefined>([
    { matchLabels: { app } },
    { matchLabels: { app } },
    { matchLabels: { app } },
    { matchExpressions: [{ key: 'tier', operator: 'In', values: ['x'] }] },
    { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [app] }] },
    { matchLabels: { app }, matchExpressions: [{ key: 'tier', operator: random.pick(['Exists', 'DoesNotExist']) }] },
    {},
    undefined,
  ]);
}

function randomToleration(random: Random): Toleration {
  if (chance(random, 0.1)) return { operator: 'Exists' };
  const { key, value, effect } = randomTaint(random);
  return {
    key,
    ...random.pick([{ operator: 'Exists' }, { operator: 'Equal', value: value ?? '' }, { value: value ?? '' }]),
    ...some(random, 0.5, () => ({ effect })),
  };
}

function randomContainer(random: Random, name: string): Container {
  const requests = {
    ...some(random, 0.8, () => ({ cpu: random.pick(['1', `${100 * (1 + random.int(12))}m`]) })),
    ...some(random, 0.7, () => ({ memory: `${64 * (1 + random.int(30))}Mi` })),
    ...some(random, 0.1, () => ({ 'ephemeral-storage': '3Gi' })),
    ...some(random, 0.1, () => ({ 'example.com/gpu': '1' })),
    ...some(random, 0.05, () => ({ 'hugepages-2Mi': '32Mi' })),
  };
  const port = () => ({
    containerPort: 80,
    hostPort: 8080 + random.int(2),
    ...some(random, 0.3, () => ({ protocol: random.pick(['TCP', 'UDP']) })),
    ...some(random, 0.4, () => ({ hostIP: random.pick(['', '0.0.0.0', '10.0.0.1', '10.0.0.2']) })),
  });
  return {
    name,
    image: random.pick([...IMAGES, 'registry.local:5000/b']),
    resources: { requests },
    ...some(random, 0.1, () => ({ ports: [port()] })),
  };
}

function randomInitContainers(random: Random): Container[] {
  return Array.from({ length: 1 + random.int(3) }, (_, i) => ({
    ...randomContainer(random, `init-${i}`),
    ...some(random, 0.4, () => ({ restartPolicy: 'Always' })),
  }));
}

/** As validation allows them: no two of the same key and effect, minDomains only with DoNotSchedule. */
function randomConstraints(random: Random): TopologySpreadConstraint[] {
  const constraints = Array.from({ length: 1 + random.int(3) }, (): TopologySpreadConstraint => {
    const whenUnsatisfiable = random.pick(['DoNotSchedule', 'ScheduleAnyway']);
    const labelSelector = randomSelector(random);
    return {
      topologyKey: random.pick([ZONE, HOST, ZONE, HOST, 'disk']),
      maxSkew: 1 + random.int(3),
      whenUnsatisfiable,
      ...(labelSelector ? { labelSelector } : {}),
      ...some(random, labelSelector ? 0.2 : 0, () => ({ matchLabelKeys: ['tier'] })),
      ...some(random, whenUnsatisfiable === 'DoNotSchedule' ? 0.3 : 0, () => ({ minDomains: 1 + random.int(4) })),
      ...some(random, 0.2, () => ({ nodeAffinityPolicy: random.pick(['Ignore', 'Honor']) })),
      ...some(random, 0.2, () => ({ nodeTaintsPolicy: random.pick(['Ignore', 'Honor']) })),
    };
  });
  const identity = (c: TopologySpreadConstraint): string => `${c.topologyKey} ${c.whenUnsatisfiable}`;
  return constraints.filter((c, i) => constraints.findIndex((other) => identity(other) === identity(c)) === i);
}
