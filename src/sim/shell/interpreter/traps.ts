import type { Process } from '../../../api/process.ts';
import { SIGINT } from '../kernel/signals.ts';
import { ShellError } from './jumps.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';

/** Stands for ERR among the numbers of traps. */
export const ERR = -1;

/** Runs bash's trap of failed commands. */
export function* runErrorTrap(shell: Shell): Process<void> {
  const command = shell.traps.get(ERR);
  if (!command) return;
  shell.traps.delete(ERR);
  yield* runTrap(shell, command);
  shell.traps.set(ERR, command);
}

/** Runs the traps of the signals that have come meanwhile. */
export function* runPendingTraps(shell: Shell): Process<void> {
  while (shell.pending.length > 0) {
    const signal = shell.pending.shift()!;
    const command = shell.traps.get(signal);
    if (command) yield* runTrap(shell, command);
    else if (shell.interactive && signal === SIGINT) throw new ShellError('', 130);
  }
}

/** Runs the command of a trap; $? is as before afterwards. */
export function* runTrap(shell: Shell, command: string): Process<void> {
  const { status } = shell;
  yield* runText(shell, command);
  shell.status = status;
}
