import type { Builtin } from '../builtins.ts';
import { unset } from '../interpreter/variables.ts';

/** Removes variables and functions. */
const unsetBuiltin: Builtin = {
  names: ['unset'],
  special: true,
  *run(shell, args) {
    const isFunction = args[0] === '-f';
    for (const name of args) {
      if (name === '-f' || name === '-v') continue;
      if (isFunction) shell.functions.delete(name);
      else unset(shell, name);
    }
    return 0;
  },
};

export default unsetBuiltin;
