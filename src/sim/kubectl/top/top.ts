import { type Command, SELECTOR_FLAG } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { topNodes } from './top-node.ts';
import { topPods } from './top-pod.ts';

const FLAGS: readonly FlagSpec[] = [
  SELECTOR_FLAG,
  { name: 'no-headers', type: 'bool' },
  { name: 'sort-by', type: 'string' },
  { name: 'use-protocol-buffers', type: 'bool', default: 'true' },
];

/** `kubectl top`. Models kubectl/pkg/cmd/top. */
export const topCommand: Command = {
  name: 'top',
  commands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      flags: [...FLAGS, { name: 'show-capacity', type: 'bool' }],
      run: topNodes,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      flags: [
        ...FLAGS,
        { name: 'all-namespaces', short: 'A', type: 'bool' },
        { name: 'containers', type: 'bool' },
        { name: 'field-selector', type: 'string' },
        { name: 'sum', type: 'bool' },
      ],
      run: topPods,
    },
  ],
};
