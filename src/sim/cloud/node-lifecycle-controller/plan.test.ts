import { expect, test } from 'vitest';
import type { Node, Taint } from '../../../api/k8s/core-v1.gen.ts';
import type { Instance } from '../instances.ts';
import { type NodePlan, planNode } from './plan.ts';

const SHUTDOWN: Taint = { effect: 'NoSchedule', key: 'node.cloudprovider.kubernetes.io/shutdown' };
const OTHER: Taint = { effect: 'NoSchedule', key: 'mine' };

function node(ready: string | undefined, taints: readonly Taint[]): Node {
  const conditions = ready === undefined ? [] : [{ type: 'Ready', status: ready }];
  return { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { taints }, status: { conditions } };
}

function instance(isShutdown: boolean): Instance {
  return { providerId: 'orrery://a/n', type: 't', region: 'r', zone: 'a', addresses: [], isShutdown };
}

test.each<[string, Node, Instance | undefined, NodePlan]>([
  ['a node that is Ready is left alone, whatever the cloud says', node('True', [OTHER]), undefined, {}],
  [
    'a node that is Ready again loses the taint, and no other',
    node('True', [OTHER, SHUTDOWN]),
    instance(false),
    { taints: [OTHER] },
  ],
  ['a node without a machine is deleted', node('Unknown', []), undefined, { delete: true }],
  ['a node that has never told its state is asked for too', node(undefined, []), undefined, { delete: true }],
  ['a machine without power gets the taint', node('Unknown', [OTHER]), instance(true), { taints: [OTHER, SHUTDOWN] }],
  ['once', node('Unknown', [SHUTDOWN]), instance(true), {}],
  ['a machine that runs gets none', node('False', []), instance(false), {}],
])('%s', (_name, given, there, plan) => {
  expect(planNode(given, there)).toEqual(plan);
});
