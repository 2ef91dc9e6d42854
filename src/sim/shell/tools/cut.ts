import type { Tool } from '../tools.ts';
import { tryHelp } from './lib/complain.ts';
import { eachInput, LineReader } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Prints parts of lines. */
const cut: Tool = {
  names: ['cut'],
  *run(proc, args) {
    const { flags, values, operands } = options(args, 'c:b:f:d:sn', {
      fields: 'f',
      delimiter: 'd',
      characters: 'c',
      bytes: 'b',
      'output-delimiter': 'O',
    });
    const list = values.get('f') ?? values.get('c') ?? values.get('b');
    if (list === undefined) {
      yield* tryHelp(proc, 'cut', 'you must specify a list of bytes, characters, or fields');
      return 1;
    }
    const ranges = list.split(/[, ]/).map(rangeOf);
    const has = (n: number): boolean => ranges.some(([from, to]) => n >= from && n <= to);
    const delimiter = values.get('d') ?? '\t';
    return yield* eachInput(proc, 'cut', operands, function* (file) {
      const reader = new LineReader(proc, file);
      for (;;) {
        const line = yield* reader.next();
        if (line === undefined) return;
        if (!values.has('f')) yield* proc.print(`${[...line].filter((_, i) => has(i + 1)).join('')}\n`);
        else if (line.includes(delimiter)) {
          yield* proc.print(
            `${line
              .split(delimiter)
              .filter((_, i) => has(i + 1))
              .join(delimiter)}\n`,
          );
        } else if (!flags.has('s')) yield* proc.print(`${line}\n`);
      }
    });
  },
};

function rangeOf(text: string): readonly [number, number] {
  const [from, to] = text.split('-');
  if (to === undefined) return [Number(from), Number(from)];
  return [from === '' ? 1 : Number(from), to === '' ? Infinity : Number(to)];
}

export default cut;
