import { type Process, wait as waitFor } from '../../../api/process.ts';
import type { Builtin } from '../builtins.ts';
import { jobOf } from '../interpreter/jobs.ts';
import { complaint, type Shell } from '../interpreter/shell.ts';
import type { Proc } from '../kernel/proc.ts';
import { signalText } from '../kernel/signals.ts';

/** Waits for background processes; a signal with a trap cuts the waiting short. */
const wait: Builtin = {
  names: ['wait'],
  special: false,
  *run(shell, args) {
    const words = args.filter((arg) => arg !== '-n');
    if (args.includes('-n') && words.length === 0) return yield* waitForNext(shell);
    if (words.length === 0) return yield* waitForAll(shell);
    let status = 0;
    for (const word of words) {
      const proc = word.startsWith('%') ? jobOf(shell, word)?.procs.at(-1) : shell.children.get(Number(word));
      if (!proc) {
        if (shell.flavour === 'bash') {
          yield* shell.proc.complain(complaint(shell, `wait: pid ${word} is not a child of this shell`));
        }
        status = 127;
        continue;
      }
      const signal = yield* waitForProc(shell, proc);
      if (signal !== undefined) return 128 + signal;
      status = proc.exitCode;
      const text = signalText(proc.killedBy);
      if (text && shell.flavour !== 'bash') yield* shell.proc.complain(text);
      shell.children.delete(proc.pid);
      shell.jobs = shell.jobs.filter(({ procs }) => !procs.includes(proc));
    }
    return status;
  },
};

/** `wait -n`: until one of them has ended. */
function* waitForNext(shell: Shell): Process<number> {
  if (shell.children.size === 0) return 127;
  for (;;) {
    const ended = [...shell.children.values()].find(({ alive }) => !alive);
    if (ended) {
      shell.children.delete(ended.pid);
      shell.jobs = shell.jobs.filter(({ procs }) => !procs.includes(ended));
      return ended.exitCode;
    }
    if (shell.pending.length > 0) return 128 + shell.pending[0]!;
    yield* waitFor(shell.proc.nextEvent());
  }
}

function* waitForAll(shell: Shell): Process<number> {
  for (const proc of [...shell.children.values()]) {
    const signal = yield* waitForProc(shell, proc);
    if (signal !== undefined) return 128 + signal;
    shell.children.delete(proc.pid);
  }
  shell.jobs = [];
  return 0;
}

/** The signal that came first, if one did. */
function* waitForProc(shell: Shell, proc: Proc): Process<number | undefined> {
  while (proc.alive) {
    if (shell.pending.length > 0) return shell.pending[0];
    yield* waitFor(shell.proc.nextEvent());
  }
  return shell.pending[0];
}

export default wait;
