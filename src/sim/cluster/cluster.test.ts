import { describe, expect, test } from 'vitest';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';
import type { Cluster } from './cluster.ts';

const SERVING = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ml-serving}
spec:
  replicas: 10
  selector: {matchLabels: {app: ml}}
  template:
    metadata: {labels: {app: ml}}
    spec:
      containers:
      - name: ml
        image: ml-serving:1.0
        resources: {requests: {cpu: 100m, memory: 128Mi}}
`;

function pods(cluster: Cluster): Pod[] {
  return objectsOf<Pod>(cluster, 'Pod', 'default');
}

function allReady(cluster: Cluster, count: number): boolean {
  const list = pods(cluster);
  return list.length === count && list.every((pod) => isPodReady(pod) && !pod.metadata.deletionTimestamp);
}

describe('boot', () => {
  const cluster = bootCluster(3);

  test('time 0 of scenarios is a whole second, soon after the start', () => {
    expect(cluster.upAtMs % 1000).toBe(0);
    expect(cluster.upAtMs).toBeLessThan(60_000);
  });

  test('all nodes are Ready with an address range and without taints', () => {
    const seen = objectsOf<Node>(cluster, 'Node').map(({ metadata, spec, status }) => ({
      name: metadata.name,
      podCIDR: spec?.podCIDR !== undefined,
      taints: spec?.taints,
      ip: status?.addresses?.[0]?.address,
      conditions: status?.conditions?.map(({ type, status: value, reason }) => `${type}=${value} ${reason}`),
    }));
    const conditions = [
      'MemoryPressure=False KubeletHasSufficientMemory',
      'DiskPressure=False KubeletHasNoDiskPressure',
      'PIDPressure=False KubeletHasSufficientPID',
      'Ready=True KubeletReady',
    ];
    expect(seen).toEqual(
      [1, 2, 3].map((n) => ({
        name: `node-${n}`,
        podCIDR: true,
        taints: undefined,
        ip: `192.168.10.1${n}`,
        conditions,
      })),
    );
  });

  test('the Pods of kube-system run', () => {
    const seen = objectsOf<Pod>(cluster, 'Pod', 'kube-system').map(
      ({ metadata, status }) => `${metadata.name!.replace(/(-[a-z0-9]{8,10})?-[a-z0-9]{5}$/, '')} ${status?.phase}`,
    );
    expect(seen.sort()).toEqual([
      'coredns Running',
      'coredns Running',
      'kube-proxy Running',
      'kube-proxy Running',
      'kube-proxy Running',
      'metrics-server Running',
    ]);
  });
});

describe('a Deployment of 10 replicas', () => {
  const cluster = bootCluster(3);

  test('all run after a while', () => {
    expect(apply(cluster, SERVING)).toBe('deployment.apps/ml-serving created\n');
    runUntil(cluster, () => allReady(cluster, 10), 60_000, '10 Pods ready');
    const perNode = new Map<string, number>();
    for (const { spec } of pods(cluster)) perNode.set(spec!.nodeName!, (perNode.get(spec!.nodeName!) ?? 0) + 1);
    expect([...perNode.values()].sort()).toEqual([3, 3, 4]);
  });

  test('three of its Pods deleted: three new ones', () => {
    const before = new Set(pods(cluster).map(({ metadata }) => metadata.name!));
    const gone = [...before].slice(0, 3);
    const { stdout } = act(cluster, { type: 'kubectl', command: `delete pod ${gone.join(' ')}` });
    expect(stdout).toBe(gone.map((name) => `pod "${name}" deleted\n`).join(''));
    runUntil(cluster, () => allReady(cluster, 10), 60_000, '10 Pods ready again');
    const after = pods(cluster).map(({ metadata }) => metadata.name!);
    expect(after.filter((name) => !before.has(name))).toHaveLength(3);
    expect(after.filter((name) => gone.includes(name))).toEqual([]);
  });

  test('it comes to rest', () => {
    runUntil(cluster, () => cluster.settled(), 30_000, 'settled');
  });
});
