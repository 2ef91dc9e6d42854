import { describe, expect, test } from 'vitest';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { planNodes } from './plan.ts';
import { createRoster } from './roster.ts';

const NODE: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } };
const LABELS = { app: 'agent' };

function daemonSet(maxSurge: number): DaemonSet {
  const rollingUpdate = { maxSurge, maxUnavailable: maxSurge > 0 ? 0 : 1 };
  const template = { metadata: { labels: LABELS }, spec: { containers: [{ name: 'c', image: 'agent:1' }] } };
  const spec = {
    ...{ selector: { matchLabels: LABELS }, template },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate },
  };
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'default' }, spec };
}

function pod(name: string, { going = false, hash = 'new', ready = true, created = '2026-01-01T00:00:00Z' } = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...{ name, namespace: 'default', creationTimestamp: created },
      labels: { ...LABELS, 'controller-revision-hash': hash },
      ...(going ? { deletionTimestamp: '2026-01-01T00:01:00Z' } : {}),
    },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'agent:1' }] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

describe('what a node gets and loses', () => {
  const cases: readonly [name: string, maxSurge: number, pods: readonly Pod[], create: string[], remove: string[]][] = [
    ['a node without a Pod gets one', 0, [], ['n1'], []],
    ['a Pod that is going is waited for', 0, [pod('a', { going: true })], [], []],
    ['with surge its successor does not wait', 1, [pod('a', { going: true })], ['n1'], []],
    ['with surge a successor that is there is enough', 1, [pod('a', { going: true }), pod('b')], [], []],
    [
      'without surge all but the oldest go',
      0,
      [pod('b', { created: '2026-01-01T00:00:09Z' }), pod('a', { hash: 'old' })],
      [],
      ['b'],
    ],
    ['with surge the old Pod goes once the new one is available', 1, [pod('a', { hash: 'old' }), pod('b')], [], ['a']],
    [
      'with surge the old Pod stays while the new one is not',
      1,
      [pod('a', { hash: 'old' }), pod('b', { ready: false })],
      [],
      [],
    ],
  ];
  test.each(cases)('%s', (_name, maxSurge, pods, create, remove) => {
    const set = daemonSet(maxSurge);
    const roster = createRoster(set);
    roster.putNode(NODE);
    for (const each of pods) roster.putPod(each);
    const plan = planNodes(roster.look({ set, hash: 'new', nowMs: Date.parse('2026-01-01T00:01:00Z') }));
    expect({ create: plan.create, remove: plan.remove.map(({ metadata }) => metadata.name) }).toEqual({
      create,
      remove,
    });
  });
});
