import type { Tool } from '../tools.ts';
import { eachInput, LineReader } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Prints the beginning of files. */
const head: Tool = {
  names: ['head'],
  *run(proc, args) {
    const plain = args.map((arg, i) => (i === 0 && /^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg));
    const { flags, values, operands } = options(plain, 'n:c:qv', { lines: 'n', bytes: 'c' });
    let isFirst = true;
    return yield* eachInput(proc, 'head', operands, function* (file, path) {
      if ((operands.length > 1 && !flags.has('q')) || flags.has('v')) {
        yield* proc.print(`${isFirst ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
        isFirst = false;
      }
      const bytes = values.get('c');
      if (bytes !== undefined) {
        let left = Number(bytes);
        while (left > 0) {
          const data = yield* file.read(proc, left);
          if (data === '') return;
          left -= data.length;
          yield* proc.print(data);
        }
        return;
      }
      const count = Number(values.get('n') ?? 10);
      const reader = new LineReader(proc, file);
      const held: string[] = [];
      for (let i = 0; count < 0 || i < count; i++) {
        const line = yield* reader.next();
        if (line === undefined) return;
        held.push(line + (reader.complete ? '\n' : ''));
        if (count >= 0 || held.length > -count) yield* proc.print(held.shift()!);
      }
    });
  },
};

export default head;
