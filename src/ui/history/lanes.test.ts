import { expect, test } from 'vitest';
import type { MarkRow } from '../../protocol/history.ts';
import type { Lane } from './history-store.ts';
import { marksAt, shownLanes, stretchesOf } from './lanes-model.ts';

const mark = (atMs: number, given: Partial<MarkRow> = {}): MarkRow => ({
  ...{ revision: atMs, atMs, kind: 'Pod', namespace: 'default', name: 'a', type: 'MODIFIED', state: 'ok', note: '' },
  user: 'system:node:node-1',
  ...given,
});
const lane = (kind: string, name: string, marks: readonly MarkRow[], namespace = 'default'): Lane => ({
  ...{ key: `${kind}/${namespace}/${name}`, kind, namespace, name, marks },
});

test('a lane is in one state until a write says otherwise, and ends when the object is deleted', () => {
  const marks = [
    mark(10, { type: 'ADDED', state: 'wait' }),
    mark(20, { state: 'wait' }),
    mark(30),
    mark(40, { state: 'going' }),
    mark(50, { type: 'DELETED', state: 'going' }),
  ];
  expect(stretchesOf(marks, 90)).toEqual([
    { fromMs: 10, toMs: 30, state: 'wait' },
    { fromMs: 30, toMs: 40, state: 'ok' },
    { fromMs: 40, toMs: 50, state: 'going' },
  ]);
  expect(stretchesOf(marks.slice(0, 3), 90).at(-1)).toEqual({ fromMs: 30, toMs: 90, state: 'ok' });
});

test('writes too near to be told apart are one mark, with their number', () => {
  const found = marksAt([mark(0), mark(1), mark(2), mark(50)], (atMs) => atMs);
  expect(found.map(({ x, count, mark: { revision } }) => `${x} ${count} ${revision}`)).toEqual(['0 3 2', '50 1 50']);
});

test('lanes are chosen by namespace, text and author, and lie in the order of causes', () => {
  const lanes = [
    lane('Pod', 'web-1', [mark(5)]),
    lane('Deployment', 'web', [mark(4, { user: 'kubernetes-admin' })]),
    lane('Service', 'old', [mark(0)]),
    lane('ClusterRole', 'view', [mark(9)], ''),
    lane('Pod', 'proxy', [mark(3)], 'kube-system'),
  ];
  const shown = (filter: Partial<Parameters<typeof shownLanes>[1]>) =>
    shownLanes(lanes, { space: '', text: '', switched: new Set(), changedOnly: true, ...filter }).map(
      ({ name }) => name,
    );
  expect(shown({})).toEqual(['web', 'web-1']);
  expect(shown({ changedOnly: false })).toEqual(['web', 'web-1', 'old']);
  expect(shown({ space: '*' })).toEqual(['web', 'web-1', 'proxy']);
  expect(shown({ text: 'admin' })).toEqual(['web']);
  expect(shown({ switched: new Set(['ClusterRole']) })).toEqual(['web', 'web-1', 'view']);
});
