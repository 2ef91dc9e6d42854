import { type Process, sleep } from '../../../api/process.ts';
import type { Command } from '../command.ts';

/** `kubectl plugin`: there are none on the simulated computer. */
export const pluginCommand: Command = {
  name: 'plugin',
  commands: [
    {
      name: 'list',
      flags: [{ name: 'name-only', type: 'bool' }],
      *run(): Process<void> {
        yield* sleep(0);
        throw new Error('unable to find any kubectl plugins in your PATH');
      },
    },
  ],
};
