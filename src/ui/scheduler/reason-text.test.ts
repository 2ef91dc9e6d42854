import { expect, test } from 'vitest';
import type { DecisionRow } from '../../protocol/decisions.ts';
import { shortReason, whatIfText, whyHere } from './reason-text.ts';

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

test.each([
  [
    'all that speaks against a node is told',
    {
      refusals: [
        { plugin: 'A', reasons: ['no'] },
        { plugin: 'B', reasons: ['never'] },
      ],
    },
    [],
    'n1 would refuse it: A says “no” and B says “never”.',
  ],
  ['the best node', {}, ['n1'], 'n1 fits and has the highest total, 50: the scheduler would choose it now.'],
  ['another one', {}, ['n2'], 'n1 fits, with a total of 50; the scheduler would rather take n2.'],
])('what if: %s', (_, part, best, text) => {
  const plugins = [{ name: 'PodTopologySpread', weight: 1 }];
  const decision = { ...empty, plugins, nodes: [fits('n1', 50)] };
  expect(whatIfText({ decision, node: 'n1', refusals: [], ...part }, best)).toBe(text);
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
