import type { Tool } from '../tools.ts';
import { eachInput } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Prints files one after the other. */
const cat: Tool = {
  names: ['cat'],
  *run(proc, args) {
    const { flags, operands } = options(args, 'netvAEbsTu');
    let number = 1;
    let atStart = true;
    return yield* eachInput(proc, 'cat', operands, function* (file) {
      for (;;) {
        let data = yield* file.read(proc, 65_536);
        if (data === '') return;
        if (flags.has('s'))
          data = data.replace(/^\n{2,}|\n{3,}/g, (breaks, at: number) => (at === 0 ? '\n' : breaks.slice(0, 2)));
        if (flags.has('n') || flags.has('b')) {
          data = data.replace(/[^\n]*\n|[^\n]+$/g, (line) => {
            const prefix = atStart && !(flags.has('b') && line === '\n') ? `${String(number++).padStart(6)}\t` : '';
            atStart = line.endsWith('\n');
            return prefix + line;
          });
        }
        if (flags.has('e') || flags.has('A') || flags.has('E')) data = data.replaceAll('\n', '$\n');
        if (flags.has('t') || flags.has('A') || flags.has('T')) data = data.replaceAll('\t', '^I');
        yield* proc.print(data);
      }
    });
  },
};

export default cat;
