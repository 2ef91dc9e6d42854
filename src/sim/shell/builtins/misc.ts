import type { Builtin } from '../builtins.ts';
import { arithmetic } from '../interpreter/expand.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { runText } from '../interpreter/run-text.ts';

/** Small builtins whose effect a script rarely needs: umask, ulimit, hash, alias, let, times; completion is the terminal's. */
const misc: Builtin = {
  names: ['umask', 'ulimit', 'hash', 'alias', 'unalias', 'let', 'times', 'disown', 'shopt', 'complete', 'compopt'],
  special: false,
  *run(shell, args, name) {
    const { proc } = shell;
    if (name === 'umask') {
      if (args.length === 0) yield* proc.print(`${proc.umask.toString(8).padStart(4, '0')}\n`);
      else if (/^[0-7]+$/.test(args[0]!)) proc.umask = Number.parseInt(args[0]!, 8);
      else throw new ShellError(`umask: Illegal number: ${args[0]}`, 2, false);
    } else if (name === 'ulimit') yield* proc.print(args.includes('-n') ? '1048576\n' : 'unlimited\n');
    else if (name === 'times') yield* proc.print('0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n');
    else if (name === 'let') {
      let last = '0';
      for (const arg of args) last = yield* arithmetic(shell, arg);
      return last === '0' ? 1 : 0;
    } else if (name === 'alias') {
      // A function does the same, as far as whole commands go.
      for (const arg of args) {
        const [, word, text] = /^([\w-]+)=([\s\S]*)$/.exec(arg) ?? [];
        if (word !== undefined) yield* runText(shell, `${word}() { ${text === word ? 'command ' : ''}${text} "$@"; }`);
      }
    } else if (name === 'unalias') for (const arg of args) shell.functions.delete(arg);
    return 0;
  },
};

export default misc;
