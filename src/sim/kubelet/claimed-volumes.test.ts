import { expect, test } from 'vitest';
import type { Event, PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { act, apply, bootCluster, objectsOf } from '../testing/test-cluster.ts';
import { containerOf } from './runtime-container.ts';

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1500Mi}}
`;

/** The class by default waits for a Pod; this one makes disks at once. */
const AT_ONCE = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: at-once}
provisioner: disk.csi.orrery.local
allowVolumeExpansion: true
---
${CLAIM}  storageClassName: at-once
`;

const pod = (name: string, node: string, script: string, volume: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeSelector: {kubernetes.io/hostname: ${node}}
  restartPolicy: Never
  containers:
  - name: c
    image: busybox:1.36
    command: [sh, -c, "${script}"]
    volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, ${volume}}]
`;

const CLAIMED = 'persistentVolumeClaim: {claimName: data}';

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function logOf(cluster: Cluster, name: string): string[] {
  const found = objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name)!;
  const { runtime } = cluster.nodes.get(found.spec!.nodeName!)!;
  return (containerOf(runtime.sandboxes.get(found.metadata.uid!), 'c')?.log.lines ?? []).map(({ text }) => text);
}

/** In the order of the alphabet: those of different components come at the same time. */
function eventsOf(cluster: Cluster, name: string): string[] {
  return objectsOf<Event>(cluster, 'Event', 'default')
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ type, reason, message }) => `${type} ${reason}: ${message?.replace(/pvc-[0-9a-f-]+/g, 'pvc-<uid>')}`)
    .sort();
}

function claimOf(cluster: Cluster, name: string): PersistentVolumeClaim | undefined {
  return objectsOf<PersistentVolumeClaim>(cluster, 'PersistentVolumeClaim', 'default').find(
    ({ metadata }) => metadata.name === name,
  );
}

test('a disk is made for a claim of the default class, and what a Pod writes outlives it and is there on another node', () => {
  const cluster = bootCluster(2);
  apply(cluster, CLAIM);
  apply(cluster, pod('first', 'node-1', 'echo hello > /data/f', CLAIMED));
  pass(cluster, 40);
  expect(claimOf(cluster, 'data')?.status).toEqual({
    phase: 'Bound',
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '2Gi' },
  });
  expect(eventsOf(cluster, 'data')).toEqual([
    "Normal ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'disk.csi.orrery.local' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
    'Normal Provisioning: External provisioner is provisioning volume for claim "default/data"',
    'Normal ProvisioningSucceeded: Successfully provisioned volume pvc-<uid>',
    'Normal WaitForFirstConsumer: waiting for first consumer to be created before binding',
  ]);
  act(cluster, { type: 'kubectl', command: 'delete pod first' });
  apply(cluster, pod('second', 'node-2', 'cat /data/f', CLAIMED));
  pass(cluster, 40);
  expect(logOf(cluster, 'second')).toEqual(['hello']);
});

test('the disk goes with its claim, as the class says, once no Pod uses it', () => {
  const cluster = bootCluster(1);
  apply(cluster, AT_ONCE);
  pass(cluster, 10);
  expect(objectsOf(cluster, 'PersistentVolume')).toHaveLength(1);
  act(cluster, { type: 'kubectl', command: 'delete pvc data' });
  pass(cluster, 10);
  expect(objectsOf(cluster, 'PersistentVolume')).toHaveLength(0);
});

test('a claim that asks for more gets it', () => {
  const cluster = bootCluster(1);
  apply(cluster, AT_ONCE);
  pass(cluster, 10);
  apply(cluster, AT_ONCE.replace('1500Mi', '5Gi'));
  pass(cluster, 10);
  expect(claimOf(cluster, 'data')?.status).toMatchObject({ capacity: { storage: '5Gi' } });
  expect(eventsOf(cluster, 'data').filter((text) => !text.includes('rovision'))).toEqual([
    'Normal ExternalExpanding: waiting for an external controller to expand this PVC',
    'Normal Resizing: External resizer is resizing volume pvc-<uid>',
    'Normal VolumeResizeSuccessful: Resize volume succeeded',
  ]);
});

test('an ephemeral volume has a claim of its own that goes with its Pod', () => {
  const cluster = bootCluster(1);
  const template =
    'ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}';
  apply(cluster, pod('p', 'node-1', 'echo x > /data/f && cat /data/f', template));
  pass(cluster, 40);
  expect(logOf(cluster, 'p')).toEqual(['x']);
  expect(claimOf(cluster, 'p-data')?.status?.phase).toBe('Bound');
  act(cluster, { type: 'kubectl', command: 'delete pod p' });
  pass(cluster, 10);
  expect(claimOf(cluster, 'p-data')).toBeUndefined();
});

test('a Pod that has been given its node waits for a claim that is not there, and says so', () => {
  const cluster = bootCluster(1);
  apply(cluster, pod('p', 'node-1', 'true', CLAIMED).replace(/nodeSelector: .*/, 'nodeName: node-1'));
  pass(cluster, 5);
  expect(eventsOf(cluster, 'p').find((text) => text.includes('FailedMount'))).toBe(
    'Warning FailedMount: Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[data]: error processing PVC default/data: failed to fetch PVC from API server: persistentvolumeclaims "data" not found',
  );
});
