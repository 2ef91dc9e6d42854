import { expect, test } from 'vitest';
import { changeText, type Situation } from './summary.ts';

const calm: Situation = { ready: 10, pods: 10, waiting: 0, notReady: 0, wrong: 0, downNodes: [] };

const cases: readonly (readonly [name: string, now: Partial<Situation>, text: string])[] = [
  ['nothing is said when nothing has changed', {}, ''],
  [
    'a lost node comes first, then what it costs',
    { downNodes: ['node-4'], ready: 7 },
    'node-4 NotReady. 7 of 10 Pods ready.',
  ],
  ['many lost nodes are counted', { downNodes: ['a', 'b', 'c', 'd'] }, '4 nodes NotReady.'],
  ['waiting Pods are told', { waiting: 1, pods: 11 }, '10 of 11 Pods ready. 1 waits for a node.'],
  ['what has gone wrong is told', { wrong: 2, ready: 8 }, '8 of 10 Pods ready. Something is wrong with 2.'],
];
for (const [name, now, text] of cases) test(name, () => expect(changeText(calm, { ...calm, ...now })).toBe(text));

test('a node that returns is told', () => {
  expect(changeText({ ...calm, downNodes: ['node-4'] }, calm)).toBe('node-4 Ready again.');
});
