import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { readInput } from './lib/input.ts';
import { options } from './lib/options.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Cuts a file into pieces: xaa, xab, … */
const split: Tool = {
  names: ['split'],
  *run(proc, args) {
    const { values, operands } = options(args, 'l:b:a:n:d', { lines: 'l', bytes: 'b' });
    const text = yield* readInput(proc, operands[0] ?? '-');
    const size = values.get('b');
    const lines = Number(values.get('l') ?? 1000);
    const pieces =
      size === undefined
        ? (text.match(new RegExp(`(?:[^\\n]*\\n){1,${lines}}[^\\n]*$|(?:[^\\n]*\\n){${lines}}|[^\\n]+$`, 'g')) ?? [])
        : (text.match(new RegExp(`[^]{1,${bytesOf(size)}}`, 'g')) ?? []);
    const width = Number(values.get('a') ?? 2);
    for (const [i, piece] of pieces.entries()) {
      let suffix = '';
      for (let k = 0, rest = i; k < width; k++, rest = Math.floor(rest / 26)) suffix = LETTERS[rest % 26] + suffix;
      proc.kernel.fs.writeFile(`${operands[1] ?? 'x'}${suffix}`, proc.cwd, piece);
    }
    return 0;
  },
};

export default split;
