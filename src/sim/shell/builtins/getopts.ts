import type { Builtin } from '../builtins.ts';
import { complaint } from '../interpreter/shell.ts';
import { assign, parameter, unset } from '../interpreter/variables.ts';

/** Takes the options of a script apart, one a call. */
const getopts: Builtin = {
  names: ['getopts'],
  special: false,
  *run(shell, args) {
    const [spec = '', name = '', ...given] = args;
    const words = given.length > 0 ? given : shell.positional;
    const isQuiet = spec.startsWith(':');
    const index = Number(parameter(shell, 'OPTIND') ?? 1) || 1;
    const word = words[index - 1];
    if (shell.optionOffset === 1 && (word === undefined || !/^-./.test(word) || word === '--')) {
      if (word === '--') assign(shell, 'OPTIND', String(index + 1));
      assign(shell, name, '?');
      return 1;
    }
    const letter = word![shell.optionOffset]!;
    const at = spec.indexOf(letter, isQuiet ? 1 : 0);
    const isLast = shell.optionOffset + 1 >= word!.length;
    let next = isLast ? index + 1 : index;
    const wantsValue = at >= 0 && spec[at + 1] === ':';
    let value: string | undefined;
    if (wantsValue) {
      value = isLast ? words[index] : word!.slice(shell.optionOffset + 1);
      next = isLast ? index + 2 : index + 1;
    }
    shell.optionOffset = isLast || wantsValue ? 1 : shell.optionOffset + 1;
    assign(shell, 'OPTIND', String(next));
    if (letter !== ':' && at >= 0 && (!wantsValue || value !== undefined)) {
      assign(shell, name, letter);
      if (wantsValue) assign(shell, 'OPTARG', value!);
      else unset(shell, 'OPTARG');
      return 0;
    }
    assign(shell, name, isQuiet && at >= 0 ? ':' : '?');
    if (isQuiet) assign(shell, 'OPTARG', letter);
    else {
      unset(shell, 'OPTARG');
      const text = at >= 0 ? `No arg for -${letter} option` : `Illegal option -${letter}`;
      yield* shell.proc.complain(shell.flavour === 'dash' ? text : complaint(shell, text));
    }
    return 0;
  },
};

export default getopts;
