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
    kind: 'Pod' | 'Node',
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
    helps: ['NodeUnschedulable', 'NodeName', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit', 'InterPodAffinity'],
  },
  {
    title: 'a taint that goes',
    pod: web,
    event: ['Node', 'UpdateNodeTaint', tainted, open],
    helps: ['NodeName', 'TaintToleration', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit', 'InterPodAffinity'],
  },
  {
    title: 'a label that the Pod selects',
    pod: testPod('web', '1', { nodeSelector: { disk: 'ssd' } }),
    event: ['Node', 'UpdateNodeLabel', open, ssd],
    helps: ['NodeAffinity'],
  },
  {
    title: 'a label that the Pod does not select',
    pod: testPod('web', '1', { nodeSelector: { disk: 'nvme' } }),
    event: ['Node', 'UpdateNodeLabel', open, ssd],
    helps: [],
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
    helps: ['NodeUnschedulable', 'NodeName', 'NodePorts'],
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
    helps: ['PodTopologySpread'],
  },
];

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
