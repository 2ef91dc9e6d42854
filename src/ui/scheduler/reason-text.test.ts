import { expect, test } from 'vitest';
import type { DecisionRow } from '../../protocol/messages.ts';
import { nodeRow, podRow } from '../testing/rows.ts';
import { shortReason, whyHere, whyPending } from './reason-text.ts';

const empty: DecisionRow = {
  atMs: 0,
  attempt: 1,
  chosen: '',
  message: '',
  nodeCount: 3,
  rejectedCount: 0,
  scheduler: 'default-scheduler',
  filters: [],
  feasibleCount: 0,
  plugins: [],
  ties: [],
  preemption: null,
  nodes: [],
};
const refused = (node: string, plugin: string, reason: string) => ({
  node,
  plugin,
  reasons: [reason],
  scores: {},
  raw: {},
  total: 0,
});
const fits = (node: string, spread: number) => ({
  node,
  plugin: '',
  reasons: [],
  scores: { PodTopologySpread: spread },
  raw: {},
  total: spread,
});

test.each([
  ['Insufficient cpu', 'Insufficient cpu'],
  ['node(s) had untolerated taint {node.kubernetes.io/unreachable: }', 'taint unreachable'],
  ['node(s) had untolerated taint {gpu: yes}', 'taint gpu=yes'],
  ['node(s) were unschedulable', 'unschedulable'],
])('%s fits into a cell as %s', (reason, short) => {
  expect(shortReason(reason)).toBe(short);
});

test('a waiting Pod needs what is missing on the nodes, or a toleration', () => {
  const nodes = ['n1', 'n2', 'n3'].map((name) => nodeRow({ name, cpuMilli: 4000, cpuRequestedMilli: 3430 }));
  const text = whyPending(
    {
      ...empty,
      nodes: [
        refused('n1', 'NodeResourcesFit', 'Insufficient cpu'),
        refused('n2', 'NodeResourcesFit', 'Insufficient cpu'),
        refused('n3', 'TaintToleration', 'node(s) had untolerated taint {gpu: }'),
      ],
    },
    podRow({ name: 'p', cpuMilli: 1000 }),
    new Map(nodes.map((node) => [node.name, node])),
  );
  expect(text).toBe(
    'None of 3 nodes passes every filter. It needs 430m CPU more on n1 or n2; or a toleration for gpu to use n3.',
  );
});

test.each([
  [
    'a lead is told with the plugin that made it',
    { nodes: [fits('n1', 100), fits('n2', 50)], feasibleCount: 2 },
    '2 of 3 nodes passed every filter. n1 came out 50 points ahead of n2, above all because placing it there spreads the Pods most evenly.',
  ],
  [
    'a tie is told as one',
    { nodes: [fits('n1', 50), fits('n2', 50)], feasibleCount: 2, ties: ['n1', 'n2'] },
    '2 of 3 nodes passed every filter. n1 and n2 share the highest total, 50; the seeded random number took n1.',
  ],
  [
    'a single node needs no score',
    { nodes: [fits('n1', 0)], feasibleCount: 1 },
    'Only n1 passed every filter, so that no score had to be compared.',
  ],
])('%s', (_, part, text) => {
  expect(whyHere({ ...empty, plugins: [{ name: 'PodTopologySpread', weight: 1 }], chosen: 'n1', ...part })).toBe(text);
});
