import {
  ALL_FLAG,
  type Command,
  DRY_RUN_FLAG,
  FIELD_MANAGER_FLAG,
  FILE_FLAGS,
  PRINT_FLAGS,
  SELECTOR_FLAG,
} from '../command.ts';
import { pause, restart, resume } from './change.ts';
import { history } from './history.ts';
import { status } from './status.ts';
import { undo } from './undo.ts';

const COMMON = [...FILE_FLAGS, ...PRINT_FLAGS, SELECTOR_FLAG, ALL_FLAG];
const CHANGING = [...COMMON, FIELD_MANAGER_FLAG];

/** `kubectl rollout`. Models kubectl/pkg/cmd/rollout. */
export const rolloutCommand: Command = {
  name: 'rollout',
  commands: [
    { name: 'history', flags: [...COMMON, { name: 'revision', type: 'int' }], run: history },
    { name: 'pause', flags: CHANGING, run: pause },
    { name: 'restart', flags: CHANGING, run: restart },
    { name: 'resume', flags: CHANGING, run: resume },
    {
      name: 'status',
      flags: [
        ...FILE_FLAGS,
        SELECTOR_FLAG,
        { name: 'revision', type: 'int' },
        { name: 'timeout', type: 'duration' },
        { name: 'watch', short: 'w', type: 'bool', default: 'true' },
      ],
      run: status,
    },
    {
      name: 'undo',
      flags: [...COMMON, DRY_RUN_FLAG, { name: 'to-revision', type: 'int' }],
      run: undo,
    },
  ],
};
