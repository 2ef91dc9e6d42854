import type { Process } from '../../../api/process.ts';
import type { Builtin } from '../builtins.ts';
import { arithmetic } from '../interpreter/expand.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { runText } from '../interpreter/run-text.ts';
import type { Proc } from '../kernel/proc.ts';
import { quoted } from './export.ts';

/** Small builtins whose effect a script rarely needs: umask, ulimit, hash, alias, let, times; completion is the terminal's. */
const misc: Builtin = {
  names: ['umask', 'ulimit', 'hash', 'alias', 'unalias', 'let', 'times', 'disown', 'shopt', 'complete', 'compopt'],
  special: false,
  *run(shell, args, name) {
    const { proc } = shell;
    if (name === 'umask') {
      if (args.length === 0) yield* proc.print(`${proc.umask.toString(8).padStart(4, '0')}\n`);
      else if (args[0] === '-S') yield* proc.print(`${symbolic(proc.umask)}\n`);
      else if (/^[0-7]+$/.test(args[0]!)) proc.umask = Number.parseInt(args[0]!, 8);
      else throw new ShellError(`umask: Illegal number: ${args[0]}`, 2, false);
    } else if (name === 'ulimit') yield* ulimit(proc, args);
    else if (name === 'times') yield* proc.print('0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n');
    else if (name === 'let') {
      if (args.length === 0) throw new ShellError('let: expression expected', 1, false);
      let last = '0';
      for (const arg of args) last = yield* arithmetic(shell, arg);
      return last === '0' ? 1 : 0;
    } else if (name === 'alias') {
      // A function does the same, as far as whole commands go.
      for (const arg of args) {
        const [, word, text] = /^([\w-]+)=([\s\S]*)$/.exec(arg) ?? [];
        if (word === undefined) {
          const known = shell.aliases.get(arg);
          if (known === undefined) throw new ShellError(`alias: ${arg} not found`, 1, false);
          yield* proc.print(`${shell.flavour === 'bash' ? 'alias ' : ''}${arg}=${quoted(known, false)}\n`);
          continue;
        }
        shell.aliases.set(word, text!);
        yield* runText(shell, `${word}() { ${text === word ? 'command ' : ''}${text} "$@"; }`);
      }
    } else if (name === 'shopt') {
      for (const arg of args.slice(1)) {
        if (args[0] === '-s') shell.choices.add(arg);
        else if (args[0] === '-u') shell.choices.delete(arg);
      }
    } else if (name === 'unalias') {
      for (const arg of args) {
        shell.functions.delete(arg);
        shell.aliases.delete(arg);
      }
    }
    return 0;
  },
};

/** Limits as containers have them: only open files and core dumps have one. */
function* ulimit(proc: Proc, args: readonly string[]): Process<void> {
  const [flag = '-f', value] = args;
  if (value !== undefined) {
    if (flag === '-c') proc.coreLimit = value;
    return;
  }
  const letter = flag.at(-1)!;
  const limits: Readonly<Record<string, string>> = { n: '1048576', c: proc.coreLimit, s: '8192' };
  yield* proc.print(`${limits[letter] ?? 'unlimited'}\n`);
}

function symbolic(umask: number): string {
  const part = (shift: number): string => {
    const allowed = ~(umask >> shift);
    return `${allowed & 4 ? 'r' : ''}${allowed & 2 ? 'w' : ''}${allowed & 1 ? 'x' : ''}`;
  };
  return `u=${part(6)},g=${part(3)},o=${part(0)}`;
}

export default misc;
