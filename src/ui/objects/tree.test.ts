import { expect, test } from 'vitest';
import type { GraphRow } from '../../protocol/graph.ts';
import { layoutObjects } from './layout.ts';
import { treeOf } from './tree.ts';

const row = (key: string, owner = ''): GraphRow => {
  const [kind = '', namespace = '', name = ''] = key.split('/');
  return { key, kind, namespace, name, owner, refs: [], count: 1, state: 'ok', note: '' } as never;
};

test('each object comes after its owner, one level below it, in the order of the picture', () => {
  const rows = [
    row('Pod/default/web-1-b', 'ReplicaSet/default/web-1'),
    row('Deployment/default/web'),
    row('Pod/default/web-1-a', 'ReplicaSet/default/web-1'),
    row('ConfigMap/default/page'),
    row('ReplicaSet/default/web-1', 'Deployment/default/web'),
    row('Pod/default/alone', 'ReplicaSet/default/not-shown'),
  ];
  expect(
    treeOf(layoutObjects(rows)).map(({ box, level, position, count }) => [box.row.key, level, position, count]),
  ).toEqual([
    ['Deployment/default/web', 1, 1, 3],
    ['ReplicaSet/default/web-1', 2, 1, 1],
    ['Pod/default/web-1-a', 3, 1, 2],
    ['Pod/default/web-1-b', 3, 2, 2],
    ['ConfigMap/default/page', 1, 2, 3],
    ['Pod/default/alone', 1, 3, 3],
  ]);
});
