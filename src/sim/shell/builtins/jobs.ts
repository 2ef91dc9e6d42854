import { type Process, wait } from '../../../api/process.ts';
import type { Builtin } from '../builtins.ts';
import { isDone, jobLine, jobOf, setForeground } from '../interpreter/jobs.ts';
import { ShellError } from '../interpreter/jumps.ts';
import type { Shell } from '../interpreter/shell.ts';

/** `jobs`, `fg` and `bg`. */
const jobs: Builtin = {
  names: ['jobs', 'fg', 'bg'],
  special: false,
  *run(shell, args, name) {
    if (name === 'jobs') return yield* list(shell, args.includes('-p'));
    const job = jobOf(shell, args[0] ?? '%%');
    if (!job)
      throw new ShellError(
        `${name}: ${shell.flavour === 'dash' ? 'No current job' : 'no current job'}`,
        shell.flavour === 'dash' ? 2 : 1,
        false,
      );
    yield* shell.proc.print(`${job.text}\n`);
    if (name === 'bg') return 0;
    setForeground(shell, job.procs[0]!.group);
    for (const proc of job.procs) if (proc.alive) yield* wait(proc.exited);
    setForeground(shell, undefined);
    shell.jobs = shell.jobs.filter((one) => one !== job);
    return job.procs.at(-1)!.exitCode;
  },
};

function* list(shell: Shell, pidsOnly: boolean): Process<number> {
  for (const job of shell.jobs) {
    yield* shell.proc.print(`${pidsOnly ? job.procs[0]!.pid : jobLine(shell, job)}\n`);
  }
  shell.jobs = shell.jobs.filter((job) => !isDone(job));
  return 0;
}

export default jobs;
