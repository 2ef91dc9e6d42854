import { expect, test } from 'vitest';
import type { JourneyRow } from '../../protocol/control-plane.ts';
import { stepsOf } from './steps.ts';

let id = 0;
const row = (kind: JourneyRow['kind'], who: string, text: string, given: Partial<JourneyRow> = {}): JourneyRow => ({
  ...{ id: ++id, cause: 0, kind, from: 'a', to: 'b', sentMs: id, arrivesMs: id + 1, who, text, request: 0, code: 0 },
  note: '',
  ...given,
});
const line = (rows: readonly JourneyRow[]) =>
  stepsOf(rows, [
    { request: 1, revision: 42, type: 'MODIFIED', kind: 'Deployment', namespace: 'default', name: 'web' },
  ]).map(
    ({ kind, who, text, count, code, revision }) => `${kind} ${who.join('+')} ${text} ×${count} ${code} rv${revision}`,
  );

test('a request has its answer, its write, and those who are told; repetitions are one step', () => {
  id = 0;
  const rows = [
    row('request', 'kubectl', 'PATCH deployments/web/scale'),
    row('store', 'api', 'txn /registry/deployments/default/web', { request: 1 }),
    row('watch', 'kube-controller-manager', 'MODIFIED Deployment/web', { cause: 1 }),
    row('response', 'kubectl', 'PATCH deployments/web/scale', { request: 1, code: 200 }),
    row('request', 'deployment-controller', 'PUT replicasets/web-1', { cause: 3 }),
    row('store', 'api', 'txn /registry/replicasets/default/web-1', { request: 5 }),
    row('watch', 'kube-controller-manager', 'MODIFIED ReplicaSet/web-1', { cause: 5 }),
    row('watch', 'kube-scheduler', 'MODIFIED ReplicaSet/web-1', { cause: 5 }),
    row('request', 'replicaset-controller', 'POST pods', { cause: 7 }),
    row('request', 'replicaset-controller', 'POST pods', { cause: 7 }),
  ];
  expect(line(rows)).toEqual([
    'request kubectl PATCH deployments/web/scale ×1 200 rv42',
    'store b txn /registry/deployments/default/web ×1 0 rv42',
    'watch deployment-controller MODIFIED Deployment/web ×1 0 rv0',
    'request deployment-controller PUT replicasets/web-1 ×1 0 rv0',
    'watch replicaset-controller+kube-scheduler MODIFIED ReplicaSet/web-1 ×1 0 rv0',
    'request replicaset-controller POST pods ×2 0 rv0',
  ]);
});

test('members that confirm a write are told with it', () => {
  id = 0;
  const rows = [
    row('request', 'kubectl', 'POST pods'),
    row('store', 'api', 'txn /registry/pods/default/a', { request: 1 }),
    row('raft', 'x', 'appendReply, term 2', { request: 1, from: 'control-plane-3' }),
    row('raft', 'x', 'appendReply, term 2', { request: 1, from: 'control-plane-2' }),
  ];
  expect(stepsOf(rows, [])[1]!.acknowledged).toEqual(['control-plane-2', 'control-plane-3']);
});
