import type { Process } from '../../../api/process.ts';
import { SysError } from '../errors.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Proc } from '../kernel/proc.ts';
import { SIGINT, SIGQUIT } from '../kernel/signals.ts';
import { ShellError } from './jumps.ts';
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

/** So many processes start each other without being in each other's way. */
const FEW = 64;
/** Processor time from the start of a process that starts others to its end. */
const TURN_MS = 1.5;

/** Where very many processes are, each waits for a processor before it starts another: a fork bomb slows itself. */
export function* awaitTurn({ proc: { kernel } }: Shell): Process<void> {
  const count = kernel.procs.size;
  if (count > FEW) yield (TURN_MS * count) / kernel.options.facts().cpuLimit;
}

/** Makes a process, or says why there can be no more. Throws ShellError. */
export function forked(shell: Shell, create: () => Proc): Proc {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    const texts = { busybox: `can't fork: ${error.message}`, dash: 'Cannot fork', bash: `fork: ${error.message}` };
    throw new ShellError(texts[shell.flavour], shell.flavour === 'bash' ? 254 : 2);
  }
}

/** Starts a copy of the shell in a process of its own. */
export function spawnSubshell(shell: Shell, options: SubshellOptions): Proc {
  const { proc } = shell;
  proc.charge(FORK_MS);
  const { argv, env, cwd, credentials, kernel } = proc;
  const { files } = options;
  const child = forked(shell, () =>
    kernel.create({ argv, env, cwd, credentials, files, parent: proc, group: options.group ?? proc.group }),
  );
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
