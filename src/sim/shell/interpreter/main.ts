import type { Process } from '../../../api/process.ts';
import { ExitShell, LeaveLoop, ReturnFromCall, ShellError } from './jumps.ts';
import { complaint, type Shell } from './shell.ts';
import { runTrap } from './traps.ts';

/** Runs what a shell does to its end, whatever leaves it, and its EXIT trap. Returns the exit code. */
export function* finishShell(shell: Shell, run: (shell: Shell) => Process<number>): Process<number> {
  shell.status = yield* caught(shell, run);
  if (shell.traps.has(0)) shell.status = yield* caught(shell, exitTrap);
  return shell.status;
}

function* caught(shell: Shell, run: (shell: Shell) => Process<number>): Process<number> {
  try {
    return yield* run(shell);
  } catch (reason) {
    if (reason instanceof ExitShell || reason instanceof ReturnFromCall) return reason.status;
    if (reason instanceof LeaveLoop) return 0;
    if (!(reason instanceof ShellError)) throw reason;
    yield* shell.proc.complain(complaint(shell, reason.message));
    return reason.status;
  }
}

function* exitTrap(shell: Shell): Process<number> {
  const { status } = shell;
  const command = shell.traps.get(0)!;
  shell.traps.delete(0);
  yield* runTrap(shell, command);
  return status;
}
