import type { OpenFile } from '../kernel/open-file.ts';
import { release } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { fileFailure } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Copies its input to files and its output. */
const tee: Tool = {
  names: ['tee'],
  *run(proc, args) {
    const { flags, operands } = options(args, 'ai', { append: 'a' });
    const files: OpenFile[] = [];
    let status = 0;
    for (const path of operands) {
      try {
        const file = proc.open(path, flags.has('a') ? 'a' : 'w');
        file.refs++;
        files.push(file);
      } catch (error) {
        status = yield* fileFailure(proc, path, error, '%', '%');
      }
    }
    for (;;) {
      const data = yield* proc.read(0);
      if (data === '') break;
      yield* proc.print(data);
      for (const file of files) yield* file.write(proc, data);
    }
    for (const file of files) release(file);
    return status;
  },
};

export default tee;
