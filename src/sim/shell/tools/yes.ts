import type { Tool } from '../tools.ts';

/** Prints a line for ever. */
const yes: Tool = {
  names: ['yes'],
  *run(proc, args) {
    const line = `${args.length > 0 ? args.join(' ') : 'y'}\n`;
    const block = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
    for (;;) {
      yield* proc.print(block);
      proc.charge(0.05);
      if (proc.isTired) yield 0;
    }
  },
};

export default yes;
