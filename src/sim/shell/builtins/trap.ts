import type { Process } from '../../../api/process.ts';
import type { Builtin } from '../builtins.ts';
import { complaint, type Shell } from '../interpreter/shell.ts';
import { ERR } from '../interpreter/traps.ts';
import { SIGKILL, signalName, signalNumber } from '../kernel/signals.ts';
import { quoted } from './export.ts';

/** What the shell does on signals and at its end. */
const trap: Builtin = {
  names: ['trap'],
  special: true,
  *run(shell, args) {
    const words = args[0] === '--' ? args.slice(1) : args;
    if (words.length === 0 || words[0] === '-p') return yield* printTraps(shell, words.slice(1));
    const isReset = words.length === 1 || words[0] === '-' || /^\d+$/.test(words[0]!);
    const command = isReset ? undefined : words[0]!;
    for (const word of words.slice(words.length === 1 || /^\d+$/.test(words[0]!) ? 0 : 1)) {
      const signal = word === 'EXIT' ? 0 : word === 'ERR' && shell.flavour === 'bash' ? ERR : signalNumber(word);
      if (signal === undefined) {
        yield* shell.proc.complain(complaint(shell, `trap: ${word}: ${badSignal(shell)}`));
        return 1;
      }
      setTrap(shell, signal, command);
    }
    return 0;
  },
};

function badSignal({ flavour }: Shell): string {
  return flavour === 'dash'
    ? 'bad trap'
    : flavour === 'bash'
      ? 'invalid signal specification'
      : 'invalid signal specification';
}

function setTrap(shell: Shell, signal: number, command: string | undefined): void {
  const { dispositions } = shell.proc;
  if (command === undefined) {
    shell.traps.delete(signal);
    dispositions.delete(signal);
    return;
  }
  shell.traps.set(signal, command);
  if (signal <= 0 || signal === SIGKILL) return;
  dispositions.set(signal, command === '' ? 'ignore' : (number) => void shell.pending.push(number));
}

function* printTraps(shell: Shell, wanted: readonly string[]): Process<number> {
  for (const [signal, command] of [...shell.traps].sort(([a], [b]) => a - b)) {
    const name =
      signal === 0 ? 'EXIT' : signal === ERR ? 'ERR' : `${shell.flavour === 'bash' ? 'SIG' : ''}${signalName(signal)}`;
    const isWanted = wanted.length === 0 || wanted.some((word) => name === word || name === `SIG${word}`);
    if (isWanted) yield* shell.proc.print(`trap -- ${quoted(command, false)} ${name}\n`);
  }
  return 0;
}

export default trap;
