import { expect, test } from 'vitest';
import { shortReason } from './slab-text.ts';

const cases: readonly (readonly [name: string, reason: string, gist: string])[] = [
  [
    'the reason that most nodes gave is named',
    '0/5 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 4 Insufficient cpu.',
    'Insufficient cpu',
  ],
  [
    'what preemption has to say does not count',
    '0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    'Insufficient memory',
  ],
  ['words about nodes are shortened', '0/2 nodes are available: 2 node(s) were unschedulable.', 'unschedulable'],
  ['a message without counts gives nothing', 'waiting for something', ''],
  ['no message gives nothing', '', ''],
];
for (const [name, reason, gist] of cases) test(name, () => expect(shortReason(reason)).toBe(gist));
