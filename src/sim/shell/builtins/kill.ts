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
    const words = args.map((word) => {
      if (!word.startsWith('%')) return word;
      const job = jobOf(shell, word);
      if (!job) throw new ShellError(`kill: ${word}: no such job`, 1, false);
      return `-${job.procs[0]!.group}`;
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
