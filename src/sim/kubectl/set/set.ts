import { ALL_FLAG, type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { setImage } from './image.ts';

/** `kubectl set`. Models kubectl/pkg/cmd/set. */
export const setCommand: Command = {
  name: 'set',
  missing: ['env', 'resources', 'selector', 'serviceaccount', 'subject'],
  commands: [
    {
      name: 'image',
      flags: [
        ...FILE_FLAGS,
        ...PRINT_FLAGS,
        SELECTOR_FLAG,
        ALL_FLAG,
        DRY_RUN_FLAG,
        { name: 'local', type: 'bool', missing: true },
        { name: 'field-manager', type: 'string', default: 'kubectl-set' },
      ],
      run: setImage,
    },
  ],
};
