import type { Tool } from '../tools.ts';
import { eachInput, LineReader } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Drops lines that repeat the one before. */
const uniq: Tool = {
  names: ['uniq'],
  *run(proc, args) {
    const { flags, operands } = options(args, 'cduif:s:w:');
    return yield* eachInput(proc, 'uniq', operands.slice(0, 1), function* (file) {
      const reader = new LineReader(proc, file);
      let held: string | undefined;
      let count = 0;
      const fold = (line: string): string => (flags.has('i') ? line.toLowerCase() : line);
      for (;;) {
        const line = yield* reader.next();
        if (held !== undefined && (line === undefined || fold(line) !== fold(held))) {
          const isShown = flags.has('d') ? count > 1 : flags.has('u') ? count === 1 : true;
          if (isShown) yield* proc.print(`${flags.has('c') ? `${String(count).padStart(7)} ` : ''}${held}\n`);
          count = 0;
        }
        if (line === undefined) return;
        if (count === 0) held = line;
        count++;
      }
    });
  },
};

export default uniq;
