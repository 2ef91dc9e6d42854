import type { Builtin } from '../builtins.ts';
import { jobOf } from '../interpreter/jobs.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { complaint } from '../interpreter/shell.ts';
import killTool from '../tools/kill.ts';

/** `kill`, which in a shell also knows jobs: `kill %1` means the whole process group. */
const kill: Builtin = {
  names: ['kill'],
  special: false,
  *run(shell, args, name) {
    const words = args.flatMap((word) => {
      if (!word.startsWith('%')) return [word];
      const job = jobOf(shell, word);
      if (!job) throw new ShellError(`kill: ${word}: no such job`, 1, false);
      if (shell.options.has('m')) return [`-${job.procs[0]!.group}`];
      // Without job control the job has no group of its own, which dash does not know.
      if (shell.flavour === 'dash') throw new ShellError('kill: No such process\n', 1, false);
      return job.procs.filter(({ alive }) => alive).map(({ pid }) => String(pid));
    });
    // A process group looks like an option.
    const first = words.findIndex((word, i) => word !== args[i]);
    const marked = first < 0 || args.includes('--') ? words : [...words.slice(0, first), '--', ...words.slice(first)];
    shell.proc.speaker = { flavour: shell.flavour, say: (text) => complaint(shell, text) };
    try {
      return yield* killTool.run(shell.proc, marked, name);
    } finally {
      shell.proc.speaker = undefined;
    }
  },
};

export default kill;
