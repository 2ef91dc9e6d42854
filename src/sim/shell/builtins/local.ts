import type { Builtin } from '../builtins.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { assign, isName } from '../interpreter/variables.ts';

/** Variables of a function; outside of one, `declare` sets plain variables. */
const local: Builtin = {
  names: ['local', 'declare', 'typeset'],
  special: false,
  *run(shell, args, name) {
    const scope = shell.locals.at(-1);
    if (!scope && name === 'local') throw new ShellError('local: not in a function', shell.flavour === 'bash' ? 1 : 2);
    if (name !== 'local' && shell.flavour === 'dash') throw new ShellError(`${name}: not found`, 127, false);
    const flags = args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
    for (const arg of args) {
      if (/^-[a-zA-Z]+$/.test(arg)) continue;
      const equals = arg.indexOf('=');
      const variable = equals < 0 ? arg : arg.slice(0, equals);
      if (!isName(variable)) throw new ShellError(`${name}: ${variable}: bad variable name`);
      const before = shell.variables.get(variable);
      if (scope && !scope.has(variable)) {
        scope.set(variable, before && { ...before });
        if (equals < 0 && shell.flavour !== 'dash') shell.variables.delete(variable);
      }
      if (equals >= 0) assign(shell, variable, arg.slice(equals + 1));
      const now = shell.variables.get(variable);
      if (now && flags.includes('x')) now.exported = true;
      if (now && flags.includes('r')) now.readonly = true;
    }
    return 0;
  },
};

export default local;
