import type { Builtin } from '../builtins.ts';
import { ShellError } from '../interpreter/jumps.ts';

/** Takes positional parameters away. */
const shift: Builtin = {
  names: ['shift'],
  special: true,
  *run(shell, [count = '1']) {
    const n = Number(count);
    if (!/^\d+$/.test(count)) throw new ShellError(`shift: Illegal number: ${count}`);
    if (n > shell.positional.length) {
      if (shell.flavour === 'dash') throw new ShellError("shift: can't shift that many");
      return 1;
    }
    shell.positional = shell.positional.slice(n);
    return 0;
  },
};

export default shift;
