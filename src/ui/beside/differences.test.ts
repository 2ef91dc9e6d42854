import { expect, test } from 'vitest';
import type { OutcomeRow } from '../../protocol/outcome.ts';
import { factsOf, objectDifferences } from './differences.ts';

const row: OutcomeRow = {
  atMs: 60_000,
  requests: null,
  evicted: 0,
  restarts: 0,
  pending: 0,
  fewerMs: 0,
  noneMs: 0,
  cpuSeconds: 10,
  nodesUsed: 3,
  finishedMs: 30_000,
  objects: null,
};

test('numbers differ where they are shown to, and what neither run has is left out', () => {
  const there: OutcomeRow = { ...row, evicted: 4, fewerMs: 12_345, noneMs: 20, finishedMs: null };
  expect(factsOf(row, there).filter(({ differs }) => differs)).toEqual([
    { id: 'fewer', here: 0, there: 12.3, differs: true },
    { id: 'evicted', here: 0, there: 4, differs: true },
    { id: 'finished', here: 30, there: null, differs: true },
  ]);
  const requests = { sent: 100, lost: 3, p95Ms: 9.31, outageSeconds: 0, degradedSeconds: 1 };
  expect(factsOf(row, { ...row, requests }).slice(0, 3)).toEqual([
    { id: 'sent', here: null, there: 100, differs: true },
    { id: 'lost', here: null, there: 3, differs: true },
    { id: 'p95', here: null, there: 9.3, differs: true },
  ]);
});

test('objects of one run alone come first, then those with another spec, then with another status', () => {
  const here = [
    { key: 'Node//a', spec: 1, status: 1 },
    { key: 'Service/default/web', spec: 1, status: 1 },
    { key: 'Deployment/default/web', spec: 1, status: 1 },
    { key: 'Pod/default/x', spec: 1, status: 1 },
  ];
  const there = [
    { key: 'Node//a', spec: 1, status: 2 },
    { key: 'Service/default/web', spec: 1, status: 1 },
    { key: 'Deployment/default/web', spec: 2, status: 2 },
    { key: 'Pod/default/y', spec: 1, status: 1 },
  ];
  expect(objectDifferences(here, there).map(({ kind, namespace, name, how }) => [how, kind, namespace, name])).toEqual([
    ['here', 'Pod', 'default', 'x'],
    ['there', 'Pod', 'default', 'y'],
    ['spec', 'Deployment', 'default', 'web'],
    ['status', 'Node', '', 'a'],
  ]);
});
