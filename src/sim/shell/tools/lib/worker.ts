import type { Process } from '../../../../api/process.ts';
import type { Proc } from '../../kernel/proc.ts';

/** How long a worker computes between two looks at the clock. */
const SLICE_MS = 1000;

/** Starts a child that works beside its parent, with the same command line. */
export function startWorker(proc: Proc, work: (child: Proc) => Process<number>): Proc {
  const { argv, env, cwd, credentials, files, group } = proc;
  return proc.kernel.spawn({ argv, env, cwd, credentials, files, parent: proc, group }, work);
}

/** Uses a whole processor for ever, or the part of it that the limit of its container leaves it. */
export function* computing(proc: Proc): Process<number> {
  proc.kernel.busy.add(proc);
  for (;;) {
    yield SLICE_MS;
    proc.cpuMs += SLICE_MS * proc.kernel.share;
  }
}
