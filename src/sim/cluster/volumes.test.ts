import { expect, test } from 'vitest';
import type { Event, PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import { act, apply, bootCluster, defaultNode, objectsOf, runUntil } from '../testing/test-cluster.ts';
import { type Cluster, createCluster } from './cluster.ts';

const claim = (more = ''): string => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
${more}`;

const storageClass = (name: string, more: string): string => `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: ${name}}
provisioner: disk.csi.orrery.local
${more}
---
`;

const kubectl = (cluster: Cluster, command: string): string => act(cluster, { type: 'kubectl', command }).stdout;

function phases(cluster: Cluster): { readonly claim: string; readonly volume: string } {
  const phase = (found: KubeObject | undefined): string =>
    (found as { status?: { phase?: string } } | undefined)?.status?.phase ?? 'gone';
  const [found] = objectsOf<PersistentVolumeClaim>(cluster, 'PersistentVolumeClaim', 'default');
  const [volume] = objectsOf<PersistentVolume>(cluster, 'PersistentVolume');
  return { claim: phase(found), volume: phase(volume) };
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function warnings(cluster: Cluster): string[] {
  return objectsOf<Event>(cluster, 'Event')
    .filter(({ type, involvedObject }) => type === 'Warning' && /^Persistent/.test(involvedObject.kind ?? ''))
    .map(({ reason, message }) => `${reason}: ${message?.replace(/pvc-[0-9a-f-]+/g, 'pvc-<uid>')}`);
}

/** Whose claim is deleted after it was bound. */
const policies: readonly [policy: string, after: string][] = [
  ['Delete', 'gone'],
  ['Retain', 'Released'],
];

test.each(policies)('a volume of a class that says %s is %s after its claim', (policy, after) => {
  const cluster = bootCluster(1);
  apply(cluster, storageClass('own', `reclaimPolicy: ${policy}`) + claim('  storageClassName: own'));
  expect(phases(cluster).claim).toBe('Pending');
  pass(cluster, 10);
  expect(phases(cluster)).toEqual({ claim: 'Bound', volume: 'Bound' });
  kubectl(cluster, 'delete pvc data');
  pass(cluster, 10);
  expect(phases(cluster)).toEqual({ claim: 'gone', volume: after });
});

test('what was released is not given to another claim until somebody frees it', () => {
  const cluster = bootCluster(1);
  apply(cluster, storageClass('own', 'reclaimPolicy: Retain') + claim('  storageClassName: own'));
  pass(cluster, 10);
  kubectl(cluster, 'delete pvc data');
  pass(cluster, 5);
  const [volume] = objectsOf<PersistentVolume>(cluster, 'PersistentVolume');
  apply(cluster, claim(`  storageClassName: own\n  volumeName: ${volume!.metadata.name}`));
  pass(cluster, 20);
  expect(phases(cluster)).toEqual({ claim: 'Pending', volume: 'Released' });
  kubectl(cluster, `patch pv ${volume!.metadata.name} --type=json -p '[{"op":"remove","path":"/spec/claimRef"}]'`);
  pass(cluster, 20);
  expect(phases(cluster)).toEqual({ claim: 'Bound', volume: 'Bound' });
});

test('a disk is not recycled: there is nobody who could', () => {
  const cluster = bootCluster(1);
  apply(
    cluster,
    `apiVersion: v1
kind: PersistentVolume
metadata: {name: old}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Recycle
  storageClassName: manual
  csi: {driver: disk.csi.orrery.local, volumeHandle: old}
---
${claim('  storageClassName: manual')}`,
  );
  pass(cluster, 5);
  kubectl(cluster, 'delete pvc data');
  pass(cluster, 20);
  expect(phases(cluster)).toEqual({ claim: 'gone', volume: 'Failed' });
  expect(warnings(cluster)).toEqual(['VolumeFailedRecycle: No recycler plugin found for the volume!']);
});

test('a disk cannot be written by many nodes', () => {
  const cluster = bootCluster(1);
  const many = claim('  storageClassName: own').replace('ReadWriteOnce', 'ReadWriteMany');
  apply(cluster, storageClass('own', 'reclaimPolicy: Delete') + many);
  pass(cluster, 30);
  expect(phases(cluster)).toEqual({ claim: 'Pending', volume: 'gone' });
  expect([...new Set(warnings(cluster))]).toEqual([
    'ProvisioningFailed: failed to provision volume with StorageClass "own": rpc error: code = InvalidArgument desc = Volume capabilities not supported',
  ]);
});

test('a disk is made in the zone of its first Pod, and binds the next ones to that zone', () => {
  const nodes = ['a', 'b'].map((zone) => ({
    ...defaultNode(`node-${zone}`),
    labels: { 'topology.kubernetes.io/zone': zone },
  }));
  const cluster = createCluster({ cluster: { nodes, members: 1, controlPlaneAsNodes: false }, images: [], seed: 1 });
  while (!cluster.up.settled && cluster.engine.step());
  const pod = (name: string, more: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  ${more}
  containers: [{name: main, image: "redis:7", volumeMounts: [{name: data, mountPath: /data}]}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;
  apply(cluster, `${claim()}---\n${pod('first', 'nodeSelector: {topology.kubernetes.io/zone: b}')}`);
  const nodeOf = (name: string): string | undefined =>
    objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name)?.spec?.nodeName;
  runUntil(cluster, () => objectsOf<Pod>(cluster, 'Pod', 'default').some(isPodReady), 60_000, 'the first Pod runs');
  const [volume] = objectsOf<PersistentVolume>(cluster, 'PersistentVolume');
  expect(volume?.spec?.nodeAffinity?.required?.nodeSelectorTerms).toEqual([
    { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['b'] }] },
  ]);
  kubectl(cluster, 'delete pod first');
  for (const name of ['second', 'third']) {
    apply(cluster, pod(name, 'priority: 0'));
    pass(cluster, 30);
    expect(nodeOf(name)).toBe('node-b');
    kubectl(cluster, `delete pod ${name}`);
  }
});

const retention: readonly [whenDeleted: string, whenScaled: string, scaled: string[], deleted: string[]][] = [
  ['Retain', 'Retain', ['data-db-0', 'data-db-1'], ['data-db-0', 'data-db-1']],
  ['Retain', 'Delete', ['data-db-0'], ['data-db-0']],
  ['Delete', 'Retain', ['data-db-0', 'data-db-1'], []],
  ['Delete', 'Delete', ['data-db-0'], []],
];

test.each(retention)(
  'a StatefulSet with whenDeleted %s and whenScaled %s',
  (whenDeleted, whenScaled, scaled, deleted) => {
    const cluster = bootCluster(2);
    apply(
      cluster,
      `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  podManagementPolicy: Parallel
  persistentVolumeClaimRetentionPolicy: {whenDeleted: ${whenDeleted}, whenScaled: ${whenScaled}}
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: main, image: "redis:7", volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`,
    );
    const claims = (): (string | undefined)[] =>
      objectsOf<PersistentVolumeClaim>(cluster, 'PersistentVolumeClaim', 'default').map(
        ({ metadata }) => metadata.name,
      );
    const pods = (): Pod[] => objectsOf<Pod>(cluster, 'Pod', 'default');
    runUntil(cluster, () => pods().length === 2 && pods().every(isPodReady), 90_000, 'both run');
    kubectl(cluster, 'scale statefulset db --replicas=1');
    pass(cluster, 40);
    expect(claims()).toEqual(scaled);
    kubectl(cluster, 'delete statefulset db');
    pass(cluster, 40);
    expect(claims()).toEqual(deleted);
  },
);
