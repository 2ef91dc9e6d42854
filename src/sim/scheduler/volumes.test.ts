import { describe, expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { schedulerFixture } from '../testing/scheduler-fixture.ts';
import { testNode, testPod } from '../testing/scheduler-world.ts';

const ZONE = 'topology.kubernetes.io/zone';
const nodes = ['a', 'b'].map((zone) => testNode(zone, { labels: { [ZONE]: zone } }));

const object = (kind: string, name: string, rest: object): KubeObject =>
  ({ apiVersion: 'v1', kind, metadata: { name }, ...rest }) as KubeObject;
const storageClass = (name: string, rest: object = {}): KubeObject =>
  object('StorageClass', name, { provisioner: 'x.example.com', volumeBindingMode: 'WaitForFirstConsumer', ...rest });
const claim = (name: string, spec: object = {}, metadata: object = {}): KubeObject => ({
  ...object('PersistentVolumeClaim', name, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'waits',
      resources: { requests: { storage: '1Gi' } },
      ...spec,
    } as PersistentVolumeClaim['spec'],
  }),
  metadata: { name, namespace: 'default', uid: `uid-${name}`, ...metadata },
});
const bound = (name: string, volumeName: string, spec: object = {}): KubeObject =>
  claim(name, { volumeName, ...spec }, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
const inZone = (zone: string, key = ZONE): object => ({
  required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [zone] }] }] },
});
const volume = (name: string, storage: string, spec: object = {}, labels: object = {}): KubeObject => ({
  ...object('PersistentVolume', name, {
    status: { phase: 'Available' },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'waits',
      ...spec,
    } as PersistentVolume['spec'],
  }),
  metadata: { name, labels: labels as Record<string, string> },
});
const uses = (...claims: string[]): Volume[] =>
  claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
const pod = (...claims: string[]): Pod => testPod('web', '100m', { volumes: uses(...claims) });
const running = (name: string, nodeName: string, volumes: Volume[]): Pod =>
  testPod(name, '100m', { nodeName, volumes });
const limited = (name: string, count: number, annotations: Record<string, string> = {}): KubeObject => ({
  ...object('CSINode', name, { spec: { drivers: [{ name: 'x.example.com', nodeID: name, allocatable: { count } }] } }),
  metadata: { name, annotations },
});

interface Row {
  readonly title: string;
  readonly objects: readonly KubeObject[];
  readonly pod: Pod;
  /** For each node the plugin and its reasons, '' where the Pod fits; or what keeps it from all nodes. */
  readonly expected: Readonly<Record<string, string>> | string;
}

const NO_VOLUME = "VolumeBinding: node(s) didn't find available persistent volumes to bind";
const CONFLICT = 'VolumeBinding: node(s) had volume node affinity conflict';
const FULL = 'NodeVolumeLimits: node(s) exceed max volume count';
const TAKEN = 'VolumeRestrictions: node(s) had no available disk';
const csi = (handle: string): object => ({ csi: { driver: 'x.example.com', volumeHandle: handle } });
const disk = (pdName: string, readOnly?: boolean): Volume => ({
  name: pdName,
  gcePersistentDisk: { pdName, ...(readOnly ? { readOnly } : {}) },
});

const rows: readonly Row[] = [
  {
    title: 'a claim that has its volume sends the Pod to the volume’s zone',
    objects: [bound('data', 'pv'), volume('pv', '1Gi', { nodeAffinity: inZone('b') })],
    pod: pod('data'),
    expected: { a: CONFLICT, b: '' },
  },
  {
    title: 'a claim whose volume is gone',
    objects: [bound('data', 'pv')],
    pod: pod('data'),
    expected: 'VolumeZone: persistentvolume "pv" not found',
  },
  {
    title: 'a lost claim',
    objects: [{ ...bound('data', 'pv'), status: { phase: 'Lost' } } as KubeObject],
    pod: pod('data'),
    expected: 'VolumeBinding: persistentvolumeclaim "data" bound to non-existent persistentvolume "pv"',
  },
  {
    title: 'a claim that is being deleted',
    objects: [claim('data', {}, { deletionTimestamp: '2024-01-01T00:00:00Z' }), storageClass('waits')],
    pod: pod('data'),
    expected: 'VolumeBinding: persistentvolumeclaim "data" is being deleted',
  },
  {
    title: 'an ephemeral volume whose claim is yet to come',
    objects: [],
    pod: testPod('web', '1', { volumes: [{ name: 'tmp', ephemeral: {} }] }),
    expected: 'VolumeBinding: waiting for ephemeral volume controller to create the persistentvolumeclaim "web-tmp"',
  },
  {
    title: 'an ephemeral volume whose claim is of another',
    objects: [claim('web-tmp')],
    pod: { ...testPod('web', '1', { volumes: [{ name: 'tmp', ephemeral: {} }] }) },
    expected: 'VolumeBinding: PVC default/web-tmp was not created for pod default/web (pod is not owner)',
  },
  {
    title: 'two claims need two volumes of one node',
    objects: [
      ...[storageClass('waits', { provisioner: 'kubernetes.io/no-provisioner' }), claim('x'), claim('y')],
      ...[volume('a1', '1Gi', { nodeAffinity: inZone('a') }), volume('b1', '1Gi', { nodeAffinity: inZone('b') })],
      volume('b2', '1Gi', { nodeAffinity: inZone('b') }),
    ],
    pod: pod('x', 'y'),
    expected: { a: NO_VOLUME, b: '' },
  },
  {
    title: 'volumes that are too small, of another mode, of another class or taken do not count',
    objects: [
      storageClass('waits', { provisioner: 'kubernetes.io/no-provisioner' }),
      claim('x', { selector: { matchLabels: { disk: 'fast' } } }),
      volume('small', '500Mi', {}, { disk: 'fast' }),
      volume('block', '1Gi', { volumeMode: 'Block' }, { disk: 'fast' }),
      volume('other', '1Gi', { storageClassName: 'other' }, { disk: 'fast' }),
      volume('taken', '1Gi', { claimRef: { name: 'z', namespace: 'default', uid: 'z' } }, { disk: 'fast' }),
      volume('read-only', '1Gi', { accessModes: ['ReadOnlyMany'] }, { disk: 'fast' }),
      volume('unlabelled', '1Gi'),
    ],
    pod: pod('x'),
    expected: { a: NO_VOLUME, b: NO_VOLUME },
  },
  {
    title: 'a volume that is reserved for the claim is the one, wherever it is',
    objects: [
      ...[storageClass('waits', { provisioner: 'kubernetes.io/no-provisioner' }), claim('x'), volume('free', '1Gi')],
      volume('mine', '5Gi', { claimRef: { name: 'x', namespace: 'default' }, nodeAffinity: inZone('b') }),
    ],
    pod: pod('x'),
    expected: { a: NO_VOLUME, b: '' },
  },
  {
    title: 'a class that provisions in one zone',
    objects: [
      storageClass('waits', { allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['b', 'c'] }] }] }),
      claim('x'),
    ],
    pod: pod('x'),
    expected: { a: NO_VOLUME, b: '' },
  },
  {
    title: 'a claim for which a node has been selected already',
    objects: [storageClass('waits'), claim('x', {}, { annotations: { 'volume.kubernetes.io/selected-node': 'b' } })],
    pod: pod('x'),
    expected: { a: NO_VOLUME, b: '' },
  },
  {
    title: 'a driver that publishes how much room there is',
    objects: [
      ...[storageClass('waits'), claim('x'), object('CSIDriver', 'x.example.com', { spec: { storageCapacity: true } })],
      object('CSIStorageCapacity', 'a', {
        ...{ storageClassName: 'waits', capacity: '10Gi', maximumVolumeSize: '512Mi' },
        nodeTopology: { matchLabels: { [ZONE]: 'a' } },
      }),
      object('CSIStorageCapacity', 'b', {
        ...{ storageClassName: 'waits', capacity: '1Gi', nodeTopology: { matchLabels: { [ZONE]: 'b' } } },
      }),
    ],
    pod: pod('x'),
    expected: { a: 'VolumeBinding: node(s) did not have enough free storage', b: '' },
  },
  {
    title: 'a claim that takes one Pod of the cluster at a time',
    objects: [
      ...[bound('data', 'pv', { accessModes: ['ReadWriteOncePod'] }), volume('pv', '1Gi')],
      running('other', 'a', uses('data')),
    ],
    pod: pod('data'),
    expected: {
      a: 'VolumeRestrictions: node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
      b: 'VolumeRestrictions: node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
    },
  },
  {
    title: 'a disk that another Pod of the node writes to',
    objects: [running('other', 'a', [disk('d')])],
    pod: testPod('web', '1', { volumes: [disk('d', true)] }),
    expected: { a: TAKEN, b: '' },
  },
  {
    title: 'a disk that all only read',
    objects: [running('other', 'a', [disk('d', true)])],
    pod: testPod('web', '1', { volumes: [disk('d', true)] }),
    expected: { a: '', b: '' },
  },
  {
    title: 'block stores, targets and images have conflicts of their own',
    objects: [
      running('ebs', 'a', [{ name: 'e', awsElasticBlockStore: { volumeID: 'vol-1' } }]),
      running('rbd', 'b', [{ name: 'r', rbd: { image: 'i', pool: 'p', monitors: ['m1', 'm2'] } }]),
    ],
    pod: testPod('web', '1', {
      volumes: [
        { name: 'e', awsElasticBlockStore: { volumeID: 'vol-1', readOnly: true } },
        { name: 'r', rbd: { image: 'i', pool: 'p', monitors: ['m2', 'm3'] } },
      ],
    }),
    expected: { a: TAKEN, b: TAKEN },
  },
  {
    title: 'a node that takes no more volumes; one that two Pods share counts once',
    objects: [
      ...[limited('a', 1), limited('b', 2), bound('x', 'pvx'), bound('y', 'pvy'), storageClass('waits')],
      ...[volume('pvx', '1Gi', csi('x')), volume('pvy', '1Gi', csi('y'))],
      ...[running('one', 'a', uses('x')), running('two', 'b', uses('x')), running('three', 'b', uses('x'))],
    ],
    pod: pod('y'),
    expected: { a: FULL, b: '' },
  },
  {
    title: 'volumes that are attached without a Pod, and those that are yet to be made, count too',
    objects: [
      ...[limited('a', 1), limited('b', 1), bound('x', 'pvx'), claim('y'), storageClass('waits')],
      volume('pvx', '1Gi', csi('x')),
      object('VolumeAttachment', 'va', {
        spec: { attacher: 'x.example.com', nodeName: 'b', source: { persistentVolumeName: 'pvx' } },
      }),
    ],
    pod: pod('y'),
    expected: { a: '', b: FULL },
  },
  {
    title: 'a disk of old counts where the node leaves it to the driver',
    objects: [
      {
        ...limited('a', 0, { 'storage.alpha.kubernetes.io/migrated-plugins': 'kubernetes.io/gce-pd' }),
        spec: { drivers: [{ name: 'pd.csi.storage.gke.io', nodeID: 'a', allocatable: { count: 0 } }] },
      } as KubeObject,
    ],
    pod: testPod('web', '1', { volumes: [disk('d')] }),
    expected: { a: FULL, b: '' },
  },
  {
    title: 'the labels of a volume name its zones',
    objects: [bound('data', 'pv'), volume('pv', '1Gi', {}, { 'failure-domain.beta.kubernetes.io/zone': 'b__c' })],
    pod: pod('data'),
    expected: { a: 'VolumeZone: node(s) had no available volume zone', b: '' },
  },
];

describe('where Pods with volumes fit', () => {
  for (const { title, objects, pod: wanted, expected } of rows) {
    test(title, () => {
      const outcome = schedulerFixture([...nodes, ...objects]).decide(wanted);
      const [plugin] = outcome.unschedulablePlugins;
      const { rejections, absent } = outcome.statuses;
      const found = Object.fromEntries(
        nodes.map(({ metadata: { name = '' } }) => {
          const rejection = rejections.get(name);
          return [name, rejection ? `${rejection.plugin}: ${rejection.status.reasons.join(', ')}` : ''];
        }),
      );
      if (typeof expected === 'string') expect(`${plugin}: ${absent.reasons.join(', ')}`).toBe(expected);
      else expect(found).toEqual(expected);
    });
  }
});
