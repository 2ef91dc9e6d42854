import { expect, test } from 'vitest';
import type { GraphRow } from '../../protocol/graph.ts';
import { shownRows } from './filter.ts';
import { layoutObjects, neighbour } from './layout.ts';

const row = (kind: string, name: string, given: Partial<GraphRow> = {}): GraphRow => ({
  ...{ key: `${kind}/default/${name}`, kind, namespace: 'default', name, labels: [], state: 'ok', note: '', count: 1 },
  ...{ owner: '', refs: [] },
  ...given,
});
const rows = [
  row('Pod', 'web-1-b', { owner: 'ReplicaSet/default/web-1', labels: ['app=web'] }),
  row('Pod', 'web-1-a', { owner: 'ReplicaSet/default/web-1', labels: ['app=web'] }),
  row('ReplicaSet', 'web-1', { owner: 'Deployment/default/web' }),
  row('Deployment', 'web'),
  row('Deployment', 'api'),
  row('Service', 'web', { refs: [{ to: 'Pod/default/web-1-a', as: 'selects' }] }),
  row('Node', 'node-1', { key: 'Node//node-1', namespace: '' }),
];
const placed = (all: readonly GraphRow[]) =>
  [...layoutObjects(all).boxes.values()].map(({ row: { key }, x, y }) => `${key} ${x},${y}`).sort();

test('owners stand left of what they own, in the row of its first; a Service in the row of what it selects', () => {
  const { boxes, edges } = layoutObjects(rows);
  const box = (key: string) => boxes.get(key)!;
  const [deployment, set, pod] = ['Deployment/default/web', 'ReplicaSet/default/web-1', 'Pod/default/web-1-a'].map(box);
  expect(deployment!.y).toBe(pod!.y);
  expect([deployment!.x < set!.x, set!.x < pod!.x]).toEqual([true, true]);
  expect(box('Service/default/web').y).toBe(pod!.y);
  expect(edges.map(({ from, to, kind }) => `${from.row.key} ${kind} ${to.row.key}`).sort()).toEqual([
    'Deployment/default/web owns ReplicaSet/default/web-1',
    'ReplicaSet/default/web-1 owns Pod/default/web-1-a',
    'ReplicaSet/default/web-1 owns Pod/default/web-1-b',
    'Service/default/web refers Pod/default/web-1-a',
  ]);
  expect(neighbour({ boxes, edges, bands: [], width: 0, height: 0 }, deployment!, 'ArrowRight')).toBe(set);
});

test('the same objects in any order give the same picture', () => {
  expect(placed([...rows].reverse())).toEqual(placed(rows));
});

test('a search shows what fits and what is bound to it', () => {
  const found = shownRows(rows, { space: '', text: 'app=web', switched: new Set() });
  expect(found.map(({ key }) => key).sort()).toEqual([
    'Pod/default/web-1-a',
    'Pod/default/web-1-b',
    'ReplicaSet/default/web-1',
    'Service/default/web',
  ]);
});
