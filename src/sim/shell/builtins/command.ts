import type { Process } from '../../../api/process.ts';
import { type Builtin, builtin } from '../builtins.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { runProgram } from '../interpreter/run-program.ts';
import { complaint, type Shell } from '../interpreter/shell.ts';
import { parameter } from '../interpreter/variables.ts';
import { findProgram } from '../programs.ts';

const KEYWORDS = new Set('if then else elif fi for while until do done case esac in { } !'.split(' '));

/** `command` and `type`: runs a command past functions, or says what a name means. */
const command: Builtin = {
  names: ['command', 'type', 'builtin'],
  special: false,
  *run(shell, args, name) {
    if (name === 'type' && args[0] === '-t' && shell.flavour === 'bash') return yield* kinds(shell, args.slice(1));
    if (name === 'type')
      return yield* describe(
        shell,
        args.filter((arg) => arg !== '-a' && arg !== '-p'),
        true,
      );
    if (args[0] === '-v' || args[0] === '-V') return yield* describe(shell, args.slice(1), args[0] === '-V');
    const words = args[0] === '-p' || args[0] === '--' ? args.slice(1) : args;
    if (words.length === 0) return 0;
    const own = builtin(words[0]!);
    if (name === 'builtin' && !own) throw new ShellError(`builtin: ${words[0]}: not a shell builtin`, 1, false);
    return own ? yield* own.run(shell, words.slice(1), words[0]!) : yield* runProgram(shell, words, [], false);
  },
};

/** `type -t`: one word for what a name is. */
function* kinds(shell: Shell, names: readonly string[]): Process<number> {
  let status = 0;
  for (const name of names) {
    const text = meaning(shell, name, true);
    const kind = shell.aliases.has(name)
      ? 'alias'
      : /is (?:a |an )?(?:shell )?(keyword|function|builtin)$/.exec(text ?? '')?.[1];
    if (text === undefined) status = 1;
    else yield* shell.proc.print(`${kind ?? 'file'}\n`);
  }
  return status;
}

function* describe(shell: Shell, names: readonly string[], long: boolean): Process<number> {
  let status = 0;
  for (const name of names) {
    const text = meaning(shell, name, long);
    if (text !== undefined) yield* shell.proc.print(`${text}\n`);
    else {
      status = shell.flavour === 'bash' ? 1 : 127;
      if (long && shell.flavour === 'bash') yield* shell.proc.complain(complaint(shell, `type: ${name}: not found`));
      else if (long) yield* shell.proc.print(`${name}: not found\n`);
    }
  }
  return status;
}

function meaning(shell: Shell, name: string, long: boolean): string | undefined {
  if (KEYWORDS.has(name)) return long ? `${name} is a shell keyword` : name;
  if (shell.functions.has(name))
    return long ? `${name} is a ${shell.flavour === 'dash' ? 'shell ' : ''}function` : name;
  const own = builtin(name);
  if (own || name === 'exec') {
    const kind = own?.special && shell.flavour === 'dash' ? 'special shell builtin' : 'shell builtin';
    return long ? `${name} is a ${kind}` : name;
  }
  const found = findProgram(shell.proc, name, parameter(shell, 'PATH') ?? '');
  if (!('program' in found)) return undefined;
  return long ? `${name} is ${found.path}` : found.path;
}

export default command;
