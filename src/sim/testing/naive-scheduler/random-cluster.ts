import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Random } from '../../../base/random.ts';
import { APPS, chance, HOST, IMAGES, NAMESPACES, randomPod, randomTaint, some, ZONE } from './random-pod.ts';

/** A small cluster with Pods on its nodes and one Pod to schedule, in which any rule may matter. */
export interface RandomCluster {
  readonly objects: readonly KubeObject[];
  readonly pod: Pod;
  /** Pods that preemption has nominated to nodes: `spec.nodeName` says to which. */
  readonly guests: readonly Pod[];
}

/** Draws a cluster. */
export function randomCluster(random: Random): RandomCluster {
  const nodes = Array.from({ length: 2 + random.int(6) }, (_, i) => randomNode(random, `n${i}`));
  const place = (pod: Pod): Pod => ({ ...pod, spec: { ...pod.spec!, nodeName: random.pick(nodes).metadata.name! } });
  const pods = Array.from({ length: random.int(18) }, (_, i) => {
    const placed = place(randomPod(random, `p${i}`));
    if (chance(random, 0.1)) return { ...placed, status: { phase: random.pick(['Succeeded', 'Failed']) } };
    if (chance(random, 0.9)) return placed;
    return { ...placed, metadata: { ...placed.metadata, deletionTimestamp: '2026-01-05T08:00:00Z' } };
  });
  const guests = chance(random, 0.9)
    ? []
    : Array.from({ length: 1 + random.int(3) }, (_, i) => place(randomPod(random, `g${i}`)));
  const objects = [...nodes, ...pods, ...NAMESPACES.map(namespace), ...randomSelectors(random)];
  return { objects, pod: randomPod(random, 'new'), guests };
}

function namespace(name: string): KubeObject {
  const labels = { team: name === 'default' ? 'red' : 'blue' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** Services and workloads, by whose selectors Pods without constraints of their own are spread. */
function randomSelectors(random: Random): KubeObject[] {
  const services = APPS.flatMap((app) =>
    chance(random, 0.3) ? [withSpec('v1', 'Service', app, random.pick([{ app }, { app, tier: 'x' }, {}]))] : [],
  );
  const owners = APPS.flatMap((app) => {
    const matchExpressions = [{ key: 'tier', operator: 'In', values: ['x', 'y'] }];
    const selector = random.pick([{ matchLabels: { app } }, { matchLabels: { app }, matchExpressions }]);
    return [
      ...(chance(random, 0.5) ? [withSpec('apps/v1', 'ReplicaSet', app, selector)] : []),
      ...(chance(random, 0.5) ? [withSpec('apps/v1', 'StatefulSet', app, selector)] : []),
    ];
  });
  return [...services, ...owners];
}

function withSpec(apiVersion: string, kind: string, name: string, selector: object): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'default' }, spec: { selector } } as KubeObject;
}

function randomNode(random: Random, name: string): Node {
  const labels = {
    ...some(random, 0.95, () => ({ [HOST]: name })),
    ...some(random, 0.85, () => ({ [ZONE]: random.pick(['z1', 'z2', 'z3']) })),
    ...some(random, 0.5, () => ({ disk: random.pick(['ssd', 'hdd']) })),
    ...some(random, 0.5, () => ({ size: random.pick(['4', '16', 'large']) })),
  };
  const images = IMAGES.flatMap((image, i) =>
    chance(random, 0.3) ? [{ names: [`${image}@sha256:0${i}`, image], sizeBytes: (i + 1) * 200_000_000 }] : [],
  );
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: {
      ...some(random, 0.1, () => ({ unschedulable: true })),
      ...some(random, 0.3, () => ({
        taints: [randomTaint(random), ...(some(random, 0.3, () => [randomTaint(random)]) ?? [])],
      })),
    },
    status: {
      allocatable: {
        cpu: random.pick(['0', '1500m', '4', '4', '6', '8']),
        memory: `${4 + random.int(12)}Gi`,
        pods: String(4 + random.int(20)),
        'ephemeral-storage': '10Gi',
        ...some(random, 0.5, () => ({ 'example.com/gpu': '2' })),
        ...some(random, 0.3, () => ({ 'hugepages-2Mi': '64Mi' })),
      },
      images,
    },
  };
}
