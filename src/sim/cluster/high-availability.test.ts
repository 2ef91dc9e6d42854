import { describe, expect, test } from 'vitest';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import type { FaultName } from '../../api/scenario.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';
import type { Cluster } from './cluster.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
`;

function kubectl(cluster: Cluster, command: string): string {
  const { stdout, stderr } = act(cluster, { type: 'kubectl', command });
  return stdout + stderr;
}

function inject(cluster: Cluster, fault: FaultName, target: string, more: object = {}): void {
  const { stderr } = act(cluster, { type: 'fault', fault, target, ...more });
  expect(stderr).toBe('');
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function holders(cluster: Cluster): string[] {
  const leases = objectsOf<Lease>(cluster, 'Lease', 'kube-system');
  const elections = leases.filter(({ metadata }) => !metadata.name?.startsWith('apiserver-'));
  return elections.map(({ metadata, spec }) => `${metadata.name} ${spec?.holderIdentity?.split('_')[0]}`);
}

function webReady(cluster: Cluster, count: number): void {
  const pods = (): Pod[] => objectsOf<Pod>(cluster, 'Pod', 'default');
  runUntil(cluster, () => pods().filter(isPodReady).length === count, 90_000, `${count} Pods ready`);
}

/** Names of the machines, that of etcd's leader first. */
function byRole(cluster: Cluster): string[] {
  const members = cluster.controlPlane.members.map(({ host, etcd }) => ({
    name: host.name,
    leads: 'raft' in etcd && (etcd.raft as { role: string }).role === 'leader',
  }));
  return members.toSorted((a, b) => Number(b.leads) - Number(a.leads)).map(({ name }) => name);
}

describe('a control plane of several machines', () => {
  test.each([3, 5])('of %i comes up: one of each controller manager and one scheduler lead', (members) => {
    const cluster = bootCluster(2, 1, [], [], members);
    expect(holders(cluster)).toEqual([
      expect.stringMatching(/^cloud-controller-manager control-plane-\d$/),
      expect.stringMatching(/^kube-controller-manager control-plane-\d$/),
      expect.stringMatching(/^kube-scheduler control-plane-\d$/),
    ]);
    apply(cluster, WEB);
    webReady(cluster, 3);
    const revisions = cluster.controlPlane.members.map(({ etcd }) => etcd.store.revision);
    expect(new Set(revisions).size).toBe(1);
  });

  test.each<[string, FaultName, FaultName]>([
    ['crashes', 'node-crash', 'node-restart'],
    ['is cut off', 'node-partition', 'node-heal'],
  ])('one machine %s: the others take over, and it comes back', (_what, fault, heal) => {
    const cluster = bootCluster(2, 2, [], [], 3);
    apply(cluster, WEB);
    webReady(cluster, 3);
    const lost = byRole(cluster)[0]!;
    inject(cluster, fault, lost);
    pass(cluster, 40);
    expect(holders(cluster).filter((holder) => holder.endsWith(lost))).toEqual([]);
    expect(kubectl(cluster, 'scale deployment web --replicas=5')).toBe('deployment.apps/web scaled\n');
    webReady(cluster, 5);
    inject(cluster, heal, lost);
    pass(cluster, 60);
    const revisions = cluster.controlPlane.members.map(({ etcd, apiServer }) => [
      etcd.store.revision,
      apiServer.revision,
    ]);
    expect(new Set(revisions.map(String)).size).toBe(1);
  });

  test('without a majority it neither writes nor reads what must be fresh; nothing acknowledged is lost', () => {
    const cluster = bootCluster(2, 3, [], [], 3);
    apply(cluster, WEB);
    webReady(cluster, 3);
    expect(kubectl(cluster, 'create configmap before')).toBe('configmap/before created\n');
    const [first, second, third] = byRole(cluster);
    inject(cluster, 'component-stop', 'etcd', { node: second });
    expect(kubectl(cluster, 'create configmap most')).toBe('configmap/most created\n');
    inject(cluster, 'component-stop', `etcd-${third}`);
    pass(cluster, 3);
    expect(kubectl(cluster, 'create configmap lost')).toBe(
      'error: failed to create configmap: etcdserver: request timed out\n',
    );
    expect(kubectl(cluster, 'get configmap before')).toBe('Error from server: etcdserver: request timed out\n');
    expect(cluster.controlPlane.members.find(({ host }) => host.name === first)!.etcd.hasLeader).toBe(false);
    pass(cluster, 60);
    for (const runtime of [...cluster.nodes.values()].map((node) => node.runtime)) {
      const running = [...runtime.sandboxes.values()].filter(({ podKey }) => podKey.startsWith('default/web'));
      expect(running.length).toBeGreaterThan(0);
    }
    inject(cluster, 'component-start', 'etcd');
    pass(cluster, 45);
    expect(kubectl(cluster, 'get configmaps -o name')).toBe(
      'configmap/before\nconfigmap/kube-root-ca.crt\nconfigmap/most\n',
    );
    kubectl(cluster, 'scale deployment web --replicas=6');
    webReady(cluster, 6);
  });
});
