import type { Builtin } from '../builtins.ts';
import { unsetElement } from '../interpreter/arrays.ts';
import { unset } from '../interpreter/variables.ts';

/** Removes variables and functions. */
const unsetBuiltin: Builtin = {
  names: ['unset'],
  special: true,
  *run(shell, args) {
    const isFunction = args[0] === '-f';
    for (const name of args) {
      if (name === '-f' || name === '-v') continue;
      const [, array, index] = /^(\w+)\[(.+)\]$/.exec(name) ?? [];
      if (isFunction) shell.functions.delete(name);
      else if (array !== undefined) unsetElement(shell, array, index!);
      else unset(shell, name);
    }
    return 0;
  },
};

export default unsetBuiltin;
