import { describe, expect, test } from 'vitest';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { schedulerFixture } from '../testing/scheduler-fixture.ts';
import { testNode, testPod } from '../testing/scheduler-world.ts';
import type { ActionType } from './cluster-event.ts';

interface Row {
  readonly title: string;
  readonly pod: Pod;
  readonly event: readonly [
    kind: string,
    action: ActionType,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ];
  /** The plugins for whose rejected Pods the event is worth a retry. */
  readonly helps: readonly string[];
}

const web = testPod('web', '1');
const labelled = (labels: Record<string, string>, spec: Partial<NonNullable<Pod['spec']>> = {}): Pod => {
  const pod = testPod('other', '1', { nodeName: 'a', ...spec });
  return { ...pod, metadata: { ...pod.metadata, uid: 'other', labels } };
};
const smaller = (node: Node): Node => ({
  ...node,
  status: { allocatable: { cpu: '500m', memory: '8Gi', pods: '110' } },
});
const tainted = testNode('a', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } });
const cordoned = testNode('a', { spec: { unschedulable: true } });
const open = testNode('a');
const ssd = testNode('a', { labels: { disk: 'ssd' } });
const antiWeb = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
    ],
  },
};
const nearDb = { podAffinity: antiWebTerms('db') };
const spreadWeb = {
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { app: 'web' } },
};

function antiWebTerms(app: string) {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
    ],
  };
}

const rows: readonly Row[] = [
  {
    title: 'a node that is uncordoned; any change of taints counts for those that care for new nodes only',
    pod: web,
    event: ['Node', 'UpdateNodeTaint', cordoned, open],
    helps: [
      ...['NodeUnschedulable', 'NodeName', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit'],
      ...['VolumeRestrictions', 'VolumeBinding', 'VolumeZone', 'InterPodAffinity'],
    ],
  },
  {
    title: 'a taint that goes',
    pod: web,
    event: ['Node', 'UpdateNodeTaint', tainted, open],
    helps: [
      ...['NodeName', 'TaintToleration', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit'],
      ...['VolumeRestrictions', 'VolumeBinding', 'VolumeZone', 'InterPodAffinity'],
    ],
  },
  {
    title: 'a label that the Pod selects',
    pod: testPod('web', '1', { nodeSelector: { disk: 'ssd' } }),
    event: ['Node', 'UpdateNodeLabel', open, ssd],
    helps: ['NodeAffinity', 'VolumeBinding', 'VolumeZone'],
  },
  {
    title: 'a label that the Pod does not select',
    pod: testPod('web', '1', { nodeSelector: { disk: 'nvme' } }),
    event: ['Node', 'UpdateNodeLabel', open, ssd],
    helps: ['VolumeBinding', 'VolumeZone'],
  },
  {
    title: 'a node that grows enough',
    pod: web,
    event: ['Node', 'UpdateNodeAllocatable', smaller(open), open],
    helps: ['NodeResourcesFit'],
  },
  {
    title: 'a node that stays too small',
    pod: testPod('web', '9'),
    event: ['Node', 'UpdateNodeAllocatable', smaller(open), open],
    helps: [],
  },
  {
    title: 'a new node that is too small, tainted, and lacks the labels',
    pod: testPod('web', '9', { nodeSelector: { disk: 'ssd' }, topologySpreadConstraints: [spreadWeb] }),
    event: ['Node', 'Add', undefined, tainted],
    helps: ['NodeUnschedulable', 'NodeName', 'NodePorts', 'VolumeRestrictions', 'VolumeBinding', 'VolumeZone'],
  },
  {
    title: 'a Pod that is deleted from a node',
    pod: web,
    event: ['Pod', 'Delete', labelled({ app: 'x' }), undefined],
    helps: ['NodeResourcesFit', 'PodTopologySpread'],
  },
  {
    title: 'a Pod that is deleted while it is pending',
    pod: web,
    event: ['Pod', 'Delete', labelled({ app: 'x' }, { nodeName: '' }), undefined],
    helps: [],
  },
  {
    title: 'a Pod that is deleted and whose anti-affinity was against this one',
    pod: web,
    event: ['Pod', 'Delete', labelled({ app: 'x' }, { affinity: antiWeb }), undefined],
    helps: ['NodeResourcesFit', 'PodTopologySpread', 'InterPodAffinity'],
  },
  {
    title: 'a new neighbour that the Pod wants to be near to',
    pod: testPod('web', '1', { affinity: nearDb, topologySpreadConstraints: [spreadWeb] }),
    event: ['Pod', 'Add', undefined, labelled({ app: 'db' })],
    helps: ['InterPodAffinity'],
  },
  {
    title: 'a new peer among those to be spread',
    pod: testPod('web', '1', { topologySpreadConstraints: [spreadWeb] }),
    event: ['Pod', 'Add', undefined, labelled({ app: 'web' })],
    helps: ['PodTopologySpread'],
  },
  {
    title: 'a change of labels of a topology key',
    pod: testPod('web', '1', { topologySpreadConstraints: [spreadWeb] }),
    event: ['Node', 'UpdateNodeLabel', open, testNode('a', { labels: { zone: 'z1' } })],
    helps: ['VolumeBinding', 'VolumeZone', 'PodTopologySpread'],
  },
  ...volumeRows(),
];

/** Events about volumes, for a Pod with the claim `data`, an ephemeral volume `tmp` and a disk. */
function volumeRows(): readonly Row[] {
  const claimed = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };
  const disk = { name: 'disk', gcePersistentDisk: { pdName: 'disk-1' } };
  const withVolumes = testPod('web', '1', { volumes: [claimed, { name: 'tmp', ephemeral: {} }, disk] });
  const object = (kind: string, name: string, rest: object = {}): KubeObject =>
    ({
      apiVersion: 'v1',
      kind,
      metadata: { name, ...(kind.endsWith('Claim') ? { namespace: 'default' } : {}) },
      ...rest,
    }) as KubeObject;
  const claim = (name: string): KubeObject => object('PersistentVolumeClaim', name);
  const csiNode = (count: number, annotations = {}): KubeObject => ({
    ...object('CSINode', 'a', {
      spec: { drivers: [{ name: 'disk.example.com', nodeID: 'a', allocatable: { count } }] },
    }),
    metadata: { name: 'a', annotations },
  });
  const zoned = (zone: string): KubeObject => ({
    ...object('PersistentVolume', 'pv'),
    metadata: { name: 'pv', labels: { 'topology.kubernetes.io/zone': zone } },
  });
  const attachment = (attacher: string): KubeObject => object('VolumeAttachment', 'va', { spec: { attacher } });
  const only = testPod('web', '1', { volumes: [disk] });
  const row = (title: string, event: Row['event'], helps: readonly string[], pod = withVolumes): Row => ({
    ...{ title, event, helps, pod },
  });
  const roomFor = (capacity: string): KubeObject => object('CSIStorageCapacity', 'here', { capacity });
  const anywhere = object('StorageClass', 'fast', { volumeBindingMode: 'Immediate' });
  const driver = (storageCapacity: boolean): KubeObject =>
    object('CSIDriver', 'disk.example.com', { spec: { storageCapacity } });
  const inline = testPod('web', '1', { volumes: [{ name: 'i', csi: { driver: 'disk.example.com' } }] });
  return [
    row(
      'the claim of the Pod is made',
      ['PersistentVolumeClaim', 'Add', undefined, claim('data')],
      [...['VolumeRestrictions', 'NodeVolumeLimits', 'VolumeBinding', 'VolumeZone']],
    ),
    row(
      'the claim of its ephemeral volume is made',
      ['PersistentVolumeClaim', 'Add', undefined, claim('web-tmp')],
      [...['NodeVolumeLimits', 'VolumeBinding']],
    ),
    row('the claim of another is made', ['PersistentVolumeClaim', 'Add', undefined, claim('other')], []),
    row(
      'its claim changes',
      ['PersistentVolumeClaim', 'Update', claim('data'), claim('data')],
      [...['VolumeBinding', 'VolumeZone']],
    ),
    row('a volume is made', ['PersistentVolume', 'Add', undefined, zoned('a')], ['VolumeBinding', 'VolumeZone']),
    row(
      'a volume moves to another zone',
      ['PersistentVolume', 'Update', zoned('a'), zoned('b')],
      [...['VolumeBinding', 'VolumeZone']],
    ),
    row(
      'a volume changes, its zone does not',
      ['PersistentVolume', 'Update', zoned('a'), zoned('a')],
      ['VolumeBinding'],
    ),
    row('a class is made that binds at once', ['StorageClass', 'Add', undefined, anywhere], ['VolumeBinding']),
    row(
      'a class is made that waits',
      ['StorageClass', 'Add', undefined, { ...anywhere, volumeBindingMode: 'WaitForFirstConsumer' } as KubeObject],
      ['VolumeBinding', 'VolumeZone'],
    ),
    row('a class changes elsewhere', ['StorageClass', 'Update', anywhere, { ...anywhere }], []),
    row(
      'a class provisions in other places',
      ['StorageClass', 'Update', anywhere, { ...anywhere, allowedTopologies: [{}] } as KubeObject],
      ['VolumeBinding'],
    ),
    row(
      'a driver registers on a node',
      ['CSINode', 'Add', undefined, csiNode(1)],
      ['NodeVolumeLimits', 'VolumeBinding'],
    ),
    row('a node takes more volumes', ['CSINode', 'Update', csiNode(1), csiNode(2)], ['NodeVolumeLimits']),
    row('a node takes fewer volumes', ['CSINode', 'Update', csiNode(2), csiNode(1)], []),
    row(
      'a node leaves a plugin to its driver',
      [
        ...(['CSINode', 'Update', csiNode(1)] as const),
        csiNode(1, { 'storage.alpha.kubernetes.io/migrated-plugins': 'kubernetes.io/gce-pd' }),
      ],
      ['VolumeBinding'],
    ),
    row('there is more room', ['CSIStorageCapacity', 'Update', roomFor('1Gi'), roomFor('2Gi')], ['VolumeBinding']),
    row('there is less room', ['CSIStorageCapacity', 'Update', roomFor('2Gi'), roomFor('1Gi')], []),
    row(
      'its driver no longer says how much room there is',
      ['CSIDriver', 'Update', driver(true), driver(false)],
      [...['VolumeBinding']],
      inline,
    ),
    row('another driver no longer says so', ['CSIDriver', 'Update', driver(true), driver(false)], []),
    row('a volume is detached', ['VolumeAttachment', 'Delete', attachment('x'), undefined], ['NodeVolumeLimits']),
    row(
      'a disk of its driver is detached',
      ['VolumeAttachment', 'Delete', attachment('pd.csi.storage.gke.io'), undefined],
      [...['NodeVolumeLimits']],
      only,
    ),
    row("another driver's disk is detached", ['VolumeAttachment', 'Delete', attachment('x'), undefined], [], only),
    row(
      'a Pod with the same disk goes',
      ['Pod', 'Delete', labelled({}, { volumes: [disk] }), undefined],
      ['NodeResourcesFit', 'VolumeRestrictions', 'NodeVolumeLimits', 'PodTopologySpread'],
    ),
    row(
      'a Pod with the same claim goes',
      ['Pod', 'Delete', labelled({}, { volumes: [claimed] }), undefined],
      ['NodeResourcesFit', 'VolumeRestrictions', 'NodeVolumeLimits', 'PodTopologySpread'],
    ),
  ];
}

describe('events that are worth a retry', () => {
  const { profile } = schedulerFixture([]);
  for (const { title, pod, event, helps } of rows) {
    const [kind, action, before, after] = event;
    test(title, () => {
      const asked = profile.hinted(kind, action);
      expect(asked.filter(({ hint }) => hint?.(pod, before, after) !== 'Skip').map((h) => h.plugin)).toEqual(helps);
    });
  }
});
