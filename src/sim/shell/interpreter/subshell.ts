import type { Process } from '../../../api/process.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Proc } from '../kernel/proc.ts';
import { SIGINT, SIGQUIT } from '../kernel/signals.ts';
import { finishShell } from './main.ts';
import { forkShell, type Shell } from './shell.ts';
import { PID_VARIABLE } from './variables.ts';

/** Making a process costs about this much processor time. */
export const FORK_MS = 0.3;

/** A subshell to start. */
export interface SubshellOptions {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly run: (subshell: Shell) => Process<number>;
  readonly text: string;
  readonly group?: number | undefined;
  /** Runs beside the shell: without job control it does not hear Ctrl-C. */
  readonly background?: boolean;
}

/** Starts a copy of the shell in a process of its own. */
export function spawnSubshell(shell: Shell, options: SubshellOptions): Proc {
  const { proc } = shell;
  proc.charge(FORK_MS);
  const { argv, env, cwd, credentials, kernel } = proc;
  const { files } = options;
  const child = kernel.create({ argv, env, cwd, credentials, files, parent: proc, group: options.group ?? proc.group });
  const subshell = forkShell(shell, child);
  if (!subshell.variables.has(PID_VARIABLE)) {
    subshell.variables.set(PID_VARIABLE, { value: String(proc.pid), exported: false, readonly: true });
  }
  if (options.background && !shell.options.has('m')) {
    child.dispositions.set(SIGINT, 'ignore').set(SIGQUIT, 'ignore');
  }
  shell.children.set(child.pid, child);
  kernel.run(child, finishShell(subshell, options.run));
  return child;
}
