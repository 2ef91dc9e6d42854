import { type Process, sleep } from '../../../api/process.ts';
import type { Command } from '../command.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';

/** `kubectl options`: the flags of every command, without their descriptions. */
export const optionsCommand: Command = {
  name: 'options',
  *run({ out }): Process<void> {
    yield* sleep(0);
    const lines = [...GLOBAL_FLAGS]
      .filter(({ name }) => name !== 'help')
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, short, type, default: given }) => {
        const quoted =
          type === 'string' ? `'${given ?? ''}'` : (given ?? { bool: 'false', array: '[]' }[type as string]);
        return `    ${short ? `-${short}, ` : ''}--${name}=${quoted ?? '0'}\n`;
      });
    out(`The following options can be passed to any command:\n\n${lines.join('')}`);
  },
};
