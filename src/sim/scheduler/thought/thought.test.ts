import { describe, expect, test } from 'vitest';
import type { Node, Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { schedulerFixture } from '../../testing/scheduler-fixture.ts';
import { createThought } from './thought.ts';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

function node(name: string, more: Partial<Node['spec']> = {}, labels: Record<string, string> = {}): Node {
  const allocatable = { cpu: '4', memory: '8Gi', pods: '110' };
  const metadata = { name, labels: { [HOST]: name, [ZONE]: 'z1', ...labels } };
  return { apiVersion: 'v1', kind: 'Node', metadata, spec: more ?? {}, status: { allocatable } };
}

function pod(name: string, cpu: string, spec: Partial<PodSpec> = {}, app = name): Pod {
  const containers = [{ name: 'c', image: 'a', resources: { requests: { cpu } } }];
  const metadata = { name, namespace: 'default', uid: name, labels: { app } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...spec } };
}

const on = (nodeName: string, name: string, cpu: string, spec: Partial<PodSpec> = {}, app = name): Pod =>
  pod(name, cpu, { nodeName, ...spec }, app);

function thoughtOn(objects: readonly KubeObject[]) {
  const { cache, profile } = schedulerFixture(objects);
  return createThought({ cache, profileOf: () => profile, nominated: () => [], nowMs: () => 0 });
}

const gpu = { taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] };
const apart = (app: string): Partial<PodSpec> => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: { matchLabels: { app } } }],
    },
  },
});
const near = (app: string): Partial<PodSpec> => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ZONE, labelSelector: { matchLabels: { app } } }],
    },
  },
});
const port = { containers: [{ name: 'c', image: 'a', ports: [{ containerPort: 80, hostPort: 8080 }] }] };

describe('why a Pod is pending, in one sentence', () => {
  test.each<[what: string, objects: readonly KubeObject[], pod: Pod, sentence: string]>([
    [
      'CPU that is missing, or a toleration',
      [node('n1'), node('n2'), node('n3', gpu), on('n1', 'a', '3430m'), on('n2', 'b', '3430m')],
      pod('p', '1'),
      'None of 3 nodes passes every filter. It needs 430m CPU more on n1 or n2, or a toleration for gpu=true:NoSchedule to use n3.',
    ],
    [
      'both at once on the same node',
      [node('n1', gpu), on('n1', 'a', '3500m')],
      pod('p', '1'),
      'The only node does not pass every filter. It needs a toleration for gpu=true:NoSchedule and 500m CPU more on n1.',
    ],
    [
      'a node that is larger',
      [node('n1')],
      pod('p', '16'),
      'The only node does not pass every filter. It needs a larger node, with 16 CPU, than n1.',
    ],
    [
      'an end of the cordon, or a label',
      [node('n1', { unschedulable: true }, { disk: 'ssd' }), node('n2')],
      pod('p', '1', { nodeSelector: { disk: 'ssd' } }),
      'None of 2 nodes passes every filter. It needs an end of the cordon of n1, or the label disk=ssd on n2.',
    ],
    [
      'the Pods that keep it away',
      [node('n1'), node('n2'), on('n1', 'w1', '0', {}, 'web'), on('n2', 'w2', '0', apart('new'), 'db')],
      pod('p', '0', apart('web'), 'new'),
      'None of 2 nodes passes every filter. It needs w1 gone from n1, or w2, which will not have it near, gone from n2.',
    ],
    [
      'a Pod to be near to',
      [node('n1')],
      pod('p', '0', near('db')),
      'The only node does not pass every filter. It needs a Pod with app=db in the topology.kubernetes.io/zone of n1.',
    ],
    [
      'a host port that is free',
      [node('n1'), on('n1', 'w1', '0', port)],
      pod('p', '0', port),
      'The only node does not pass every filter. It needs w1, which has the host port 8080, gone from n1.',
    ],
    [
      'a spread that may be less even',
      [node('n1'), node('n2', gpu, { [ZONE]: 'z2' }), on('n1', 'w1', '0', {}, 'web'), on('n1', 'w2', '0', {}, 'web')],
      pod(
        'p',
        '0',
        {
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: ZONE,
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: { app: 'web' } },
            },
          ],
        },
        'web',
      ),
      `None of 2 nodes passes every filter. It needs a toleration for gpu=true:NoSchedule to use n2, or a maxSkew of 3 instead of 1 for ${ZONE} to use n1.`,
    ],
    [
      'a claim that has no volume',
      [
        node('n1'),
        { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' } },
      ],
      pod('p', '0', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }),
      'The only node does not pass every filter. It needs a volume for its claim data to use n1.',
    ],
    [
      'its gates',
      [node('n1')],
      pod('p', '0', { schedulingGates: [{ name: 'example.com/quota' }] }),
      'The scheduler does not look at it before the scheduling gate example.com/quota is removed.',
    ],
    [
      'only another attempt',
      [node('n1'), node('n2', gpu)],
      pod('p', '1'),
      'n1 would take it now: it only waits for its next attempt.',
    ],
    ['a node at all', [], pod('p', '1'), 'There is no node.'],
  ])('%s', (_what, objects, waiting, sentence) => {
    expect(thoughtOn(objects).whyPending(waiting)?.sentence).toBe(sentence);
  });
});

test('what if a placed Pod were decided on again: it does not stand in its own way', () => {
  const placed = on('n1', 'p', '3');
  const row = thoughtOn([node('n1'), node('n2', gpu), placed]).whatIf(placed, 'n2', {})!;
  expect(row.decision.nodes.map(({ node: name, plugin }) => [name, plugin])).toEqual([
    ['n1', ''],
    ['n2', 'TaintToleration'],
  ]);
  expect(row.refusals).toEqual([{ plugin: 'TaintToleration', reasons: ['node(s) had untolerated taint {gpu: true}'] }]);
});

test('what if a plugin weighed more: the totals are those of the real plugins', () => {
  const objects = [node('n1'), node('n2'), on('n1', 'a', '1')];
  const totalsWith = (weights: Record<string, number>) => {
    const { decision } = thoughtOn(objects).whatIf(pod('p', '1'), '', weights)!;
    return Object.fromEntries(decision.nodes.map(({ node: name, total }) => [name, total]));
  };
  const [usual, fivefold] = [totalsWith({}), totalsWith({ NodeResourcesFit: 5 })];
  const { scores } = thoughtOn(objects).whatIf(pod('p', '1'), '', {})!.decision.nodes[0]!;
  expect(fivefold['n1']! - usual['n1']!).toBe(4 * scores['NodeResourcesFit']!);
});
