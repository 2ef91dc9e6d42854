import type { Process } from '../../../api/process.ts';
import type { Builtin } from '../builtins.ts';
import { ExitShell, ShellError } from '../interpreter/jumps.ts';
import type { Shell } from '../interpreter/shell.ts';
import { isName } from '../interpreter/variables.ts';
import { quoted } from './export.ts';

/** Names of `set -o`, with their letters. */
const OPTIONS: Readonly<Record<string, string>> = {
  allexport: 'a',
  errexit: 'e',
  ignoreeof: 'I',
  interactive: 'i',
  monitor: 'm',
  noclobber: 'C',
  noexec: 'n',
  noglob: 'f',
  notify: 'b',
  nounset: 'u',
  pipefail: 'pipefail',
  stdin: 's',
  verbose: 'v',
  vi: 'V',
  xtrace: 'x',
};

/** Options and positional parameters. */
const set: Builtin = {
  names: ['set'],
  special: true,
  *run(shell, args) {
    if (args.length === 0) return yield* printVariables(shell);
    let i = 0;
    for (; i < args.length; i++) {
      const arg = args[i]!;
      if (arg === '--' || arg === '-') {
        shell.positional = args.slice(i + 1);
        return 0;
      }
      if (!/^[-+]./.test(arg)) break;
      if (arg === '-o' || arg === '+o') {
        const name = args[++i];
        if (name === undefined) return yield* printOptions(shell);
        changeNamed(shell, arg, name);
      } else {
        for (const letter of arg.slice(1)) {
          // -euo pipefail: the o takes the next word.
          if (letter === 'o' && args[i + 1] !== undefined) changeNamed(shell, `${arg[0]}o`, args[++i]!);
          else if (letter !== 'o') change(shell, letter, arg[0] === '-');
        }
      }
    }
    if (i < args.length) shell.positional = args.slice(i);
    return 0;
  },
};

function changeNamed(shell: Shell, arg: string, name: string): void {
  const letter = OPTIONS[name];
  if (letter === undefined || (letter === 'pipefail' && shell.flavour === 'dash')) {
    const texts = {
      dash: `set: Illegal option ${arg} ${name}`,
      busybox: `set: illegal option ${arg} ${name}`,
      bash: `set: ${name}: invalid option name`,
    };
    fail(texts[shell.flavour]);
  }
  change(shell, letter, arg[0] === '-');
}

function change(shell: Shell, option: string, on: boolean): void {
  if (option !== 'pipefail' && !/^[abefhmnuvxCIVETBHP]$/.test(option)) fail(`set: Illegal option -${option}`);
  // What follows is read, but not run.
  if (option === 'n' && on && !shell.interactive) throw new ExitShell(shell.status);
  if (on) shell.options.add(option);
  else shell.options.delete(option);
}

function fail(message: string): never {
  throw new ShellError(message);
}

function* printOptions(shell: Shell): Process<number> {
  yield* shell.proc.print('Current option settings\n');
  for (const [name, letter] of Object.entries(OPTIONS)) {
    yield* shell.proc.print(`${name.padEnd(16)}${shell.options.has(letter) ? 'on' : 'off'}\n`);
  }
  return 0;
}

function* printVariables(shell: Shell): Process<number> {
  for (const [name, { value }] of [...shell.variables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (isName(name) && value !== undefined) yield* shell.proc.print(`${name}=${quoted(value, false)}\n`);
  }
  return 0;
}

export default set;
