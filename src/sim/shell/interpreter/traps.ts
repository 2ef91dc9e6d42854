import type { Process } from '../../../api/process.ts';
import { SIGINT } from '../kernel/signals.ts';
import { ShellError } from './jumps.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';

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
