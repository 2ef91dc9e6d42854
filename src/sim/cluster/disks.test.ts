import { expect, test } from 'vitest';
import type { Event, Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';
import type { Cluster } from './cluster.ts';

const DATABASE = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
      containers:
      - name: db
        image: redis:7
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

const kubectl = (cluster: Cluster, command: string): string => act(cluster, { type: 'kubectl', command }).stdout;

function pods(cluster: Cluster): Pod[] {
  return objectsOf<Pod>(cluster, 'Pod', 'default');
}

const replacement = (cluster: Cluster): Pod | undefined => pods(cluster).find((pod) => !isTerminating(pod));

function isRunning(cluster: Cluster): boolean {
  const pod = replacement(cluster);
  return pod !== undefined && isPodReady(pod);
}

function holders(cluster: Cluster): string[] {
  return objectsOf<VolumeAttachment>(cluster, 'VolumeAttachment').map(({ spec }) => spec.nodeName);
}

function eventsAbout(cluster: Cluster, name: string, reasons: RegExp): string[] {
  return objectsOf<Event>(cluster, 'Event', 'default')
    .filter(({ involvedObject, reason = '' }) => involvedObject.name === name && reasons.test(reason))
    .map(({ type, reason, message }) => `${type} ${reason}: ${message?.replace(/pvc-[0-9a-f-]+/g, 'pvc-<uid>')}`);
}

function nodeOf(cluster: Cluster, name: string): Node {
  return objectsOf<Node>(cluster, 'Node').find(({ metadata }) => metadata.name === name)!;
}

/** A database on a node that has lost its power, and one in its place that waits for the disk. */
function lostDatabase(): { readonly cluster: Cluster; readonly lost: Pod; readonly atMs: number } {
  const cluster = bootCluster(3);
  apply(cluster, DATABASE);
  runUntil(cluster, () => isRunning(cluster), 60_000, 'the database runs');
  const [lost] = pods(cluster);
  act(cluster, { type: 'fault', fault: 'node-crash', target: lost!.spec!.nodeName! });
  const atMs = cluster.engine.nowMs;
  runUntil(cluster, () => pods(cluster).length === 2, 120_000, 'there is another one');
  return { cluster, lost: lost!, atMs };
}

const CANNOT = /FailedAttachVolume/;

test('a disk is attached where its Pod is, both components say so, and it goes with its last Pod', () => {
  const cluster = bootCluster(2);
  apply(cluster, DATABASE);
  runUntil(cluster, () => isRunning(cluster), 60_000, 'the database runs');
  const [pod] = pods(cluster);
  const node = pod!.spec!.nodeName!;
  const [attachment] = objectsOf<VolumeAttachment>(cluster, 'VolumeAttachment');
  expect({ spec: attachment?.spec, status: attachment?.status, finalizers: attachment?.metadata.finalizers }).toEqual({
    spec: {
      attacher: 'disk.csi.orrery.local',
      nodeName: node,
      source: { persistentVolumeName: expect.stringMatching(/^pvc-/) },
    },
    status: { attached: true },
    finalizers: ['external-attacher/disk-csi-orrery-local'],
  });
  const name = expect.stringMatching(/^kubernetes\.io\/csi\/disk\.csi\.orrery\.local\^disk-/);
  const { volumesAttached, volumesInUse } = nodeOf(cluster, node).status!;
  expect({ volumesAttached, volumesInUse }).toEqual({
    volumesAttached: [{ name, devicePath: '' }],
    volumesInUse: [name],
  });
  expect(eventsAbout(cluster, pod!.metadata.name!, /Attach|Mount/)).toEqual([
    'Normal SuccessfulAttachVolume: AttachVolume.Attach succeeded for volume "pvc-<uid>" ',
  ]);
  kubectl(cluster, 'scale deployment db --replicas=0');
  runUntil(cluster, () => holders(cluster).length === 0, 60_000, 'the disk is detached');
  const after = nodeOf(cluster, node).status!;
  expect([after.volumesAttached, after.volumesInUse]).toEqual([undefined, undefined]);
});

test('a Pod moves to another node once the first one has let go of its disk', () => {
  const cluster = bootCluster(2);
  apply(cluster, DATABASE);
  runUntil(cluster, () => isRunning(cluster), 60_000, 'the database runs');
  const [before] = pods(cluster);
  const node = before!.spec!.nodeName!;
  kubectl(cluster, `cordon ${node}`);
  kubectl(cluster, 'rollout restart deployment db');
  runUntil(cluster, () => pods(cluster).length === 2, 10_000, 'there is another one');
  const next = pods(cluster).find(({ metadata }) => metadata.uid !== before!.metadata.uid)!;
  cluster.engine.runUntil(cluster.engine.nowMs + 60_000);
  // A Deployment that surges keeps the old Pod until the new one is ready, which waits for the old one's disk.
  expect([isRunning(cluster), holders(cluster)]).toEqual([true, [node]]);
  expect(eventsAbout(cluster, next.metadata.name!, CANNOT)).toEqual([
    `Warning FailedAttachVolume: Multi-Attach error for volume "pvc-<uid>" Volume is already used by pod(s) ${before!.metadata.name}`,
  ]);
  kubectl(cluster, `delete pod ${before!.metadata.name}`);
  const hasMoved = (): boolean => pods(cluster).some((pod) => pod.spec?.nodeName !== node && isPodReady(pod));
  runUntil(cluster, hasMoved, 90_000, 'the new one runs');
  expect(holders(cluster)).toEqual([next.spec!.nodeName]);
});

test('the disk of a dead node stays with it while its Pod is there', () => {
  const { cluster, lost } = lostDatabase();
  cluster.engine.runUntil(cluster.engine.nowMs + 15 * 60_000);
  const waiting = replacement(cluster)!;
  expect([isRunning(cluster), holders(cluster)]).toEqual([false, [lost.spec!.nodeName]]);
  expect(eventsAbout(cluster, waiting.metadata.name!, CANNOT)).toEqual([
    `Warning FailedAttachVolume: Multi-Attach error for volume "pvc-<uid>" Volume is already used by pod(s) ${lost.metadata.name}`,
  ]);
});

test('after six minutes it is taken from the dead node by force once its Pod has been deleted by force', () => {
  const { cluster, lost } = lostDatabase();
  kubectl(cluster, `delete pod ${lost.metadata.name} --force --grace-period=0`);
  const deletedMs = cluster.engine.nowMs;
  runUntil(cluster, () => isRunning(cluster), 10 * 60_000, 'the other one runs');
  const seconds = (cluster.engine.nowMs - deletedMs) / 1000;
  expect(Math.round(seconds / 60)).toBe(6);
  expect(holders(cluster)).toEqual([replacement(cluster)!.spec!.nodeName]);
});

test('the taint of a node that is out of service frees Pod and disk within a pass of the Pod garbage collector', () => {
  const { cluster, lost } = lostDatabase();
  kubectl(cluster, `taint node ${lost.spec!.nodeName} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`);
  runUntil(cluster, () => isRunning(cluster), 60_000, 'the other one runs');
  expect([pods(cluster).length, holders(cluster)]).toEqual([1, [replacement(cluster)!.spec!.nodeName]]);
});
