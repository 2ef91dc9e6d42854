import { runShell } from '../interpreter/run-shell.ts';
import type { Tool } from '../tools.ts';

/** The shell itself. */
const sh: Tool = {
  names: ['sh', 'ash', 'bash', 'dash'],
  *run(proc) {
    return yield* runShell(proc);
  },
};

export default sh;
