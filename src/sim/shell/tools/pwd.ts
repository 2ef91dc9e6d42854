import type { Tool } from '../tools.ts';

/** Prints the working directory. */
const pwd: Tool = {
  names: ['pwd'],
  builtin: true,
  *run(proc, args) {
    const path = args[0] === '-P' ? proc.kernel.fs.resolve('.', proc.cwd).path : proc.cwd;
    yield* proc.print(`${path}\n`);
    return 0;
  },
};

export default pwd;
