import { expect, test } from 'vitest';
import type { DecisionRow } from '../../protocol/decisions.ts';
import { matrixOf, nodesShown, splitFilters } from './matrix-model.ts';

const fits = (node: string, fit: number, spread: number) => ({
  node,
  plugin: '',
  reasons: [],
  scores: { NodeResourcesFit: fit, PodTopologySpread: 2 * spread },
  raw: { NodeResourcesFit: fit, PodTopologySpread: 7 },
  total: fit + 2 * spread,
});
const refused = (node: string, plugin: string) => ({
  node,
  plugin,
  reasons: ['no'],
  scores: {},
  raw: {},
  total: 0,
});
const decision: DecisionRow = {
  atMs: 0,
  attempt: 1,
  chosen: 'n2',
  message: '',
  nodeCount: 3,
  feasibleCount: 2,
  rejectedCount: 1,
  scheduler: 'default-scheduler',
  filters: [
    ...['NodeUnschedulable', 'NodeName', 'TaintToleration', 'NodeAffinity', 'NodePorts', 'NodeResourcesFit'],
    ...['VolumeRestrictions', 'NodeVolumeLimits', 'VolumeBinding', 'VolumeZone'],
    ...['PodTopologySpread', 'InterPodAffinity'],
  ],
  plugins: [
    { name: 'NodeResourcesFit', weight: 1 },
    { name: 'PodTopologySpread', weight: 2 },
  ],
  ties: [],
  preemption: null,
  nodes: [fits('n1', 90, 50), fits('n2', 40, 100), refused('n3', 'TaintToleration')],
};

test('plugins that decide most come first, and totals are the weighted sums', () => {
  const { scores, totals, best } = matrixOf(decision, decision, 9);
  expect(scores.map(({ plugin, cells, difference }) => [plugin, cells, difference])).toEqual([
    ['PodTopologySpread', [100, 200, undefined], 100],
    ['NodeResourcesFit', [90, 40, undefined], 50],
  ]);
  expect({ totals, best }).toEqual({ totals: [190, 240, undefined], best: ['n2'] });
});

test('a decision in thought shows which weights are others than those of the profile', () => {
  const thought = { ...decision, plugins: [decision.plugins[0]!, { name: 'PodTopologySpread', weight: 0 }] };
  const { scores } = matrixOf(thought, decision, 9);
  expect(scores.map(({ plugin, weight, profileWeight }) => [plugin, weight, profileWeight])).toEqual([
    ['PodTopologySpread', 0, 2],
    ['NodeResourcesFit', 1, 1],
  ]);
});

test('a node that is not shown counts for the highest total all the same', () => {
  const chosenElsewhere = { ...decision, chosen: 'n1' };
  const { nodes, best } = matrixOf(chosenElsewhere, chosenElsewhere, 1);
  expect([nodes.map(({ node }) => node), best]).toEqual([['n1'], ['n2']]);
});

test('a filter after the one that refused was not asked', () => {
  const { filters } = matrixOf(decision, decision, 9);
  const { shown, together } = splitFilters(filters);
  expect(shown.map(({ plugin, cells }) => [plugin, cells[2]])).toEqual([
    ['NodeUnschedulable', 'pass'],
    ['TaintToleration', 'refused'],
    ['NodeAffinity', 'unasked'],
    ['NodeResourcesFit', 'unasked'],
  ]);
  expect(together).toHaveLength(8);
});

test('of many nodes the chosen one, its rivals and each sort of refusal are shown', () => {
  const many = Array.from({ length: 50 }, (_, index) => fits(`m${index}`, index, 0));
  const shown = nodesShown({ ...decision, nodes: [...many, ...decision.nodes] }, 5);
  expect(shown.map(({ node }) => node)).toEqual(['m48', 'm49', 'n1', 'n2', 'n3']);
});
