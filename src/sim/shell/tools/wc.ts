import type { Tool } from '../tools.ts';
import { eachInput, isBusybox, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Counts lines, words and bytes. */
const wc: Tool = {
  names: ['wc'],
  *run(proc, args) {
    const { flags, operands } = options(args, 'lwcmL', { lines: 'l', words: 'w', bytes: 'c' });
    const wanted = [...'lwcmL'].filter((letter) => (flags.size === 0 ? 'lwc'.includes(letter) : flags.has(letter)));
    const rows: { counts: number[]; name: string }[] = [];
    const status = yield* eachInput(proc, 'wc', operands, function* (file, path) {
      const text = yield* readRest(proc, file);
      rows.push({ counts: wanted.map((letter) => count(text, letter)), name: operands.length > 0 ? path : '' });
    });
    if (rows.length > 1) {
      rows.push({ counts: wanted.map((_, i) => rows.reduce((sum, { counts }) => sum + counts[i]!, 0)), name: 'total' });
    }
    const digits = Math.max(...rows.flatMap(({ counts }) => counts.map((n) => String(n).length)), 1);
    const isSimple = wanted.length === 1 && rows.length <= 1;
    const width = isSimple ? 0 : isBusybox(proc) ? 9 : operands.length === 0 ? 7 : digits;
    for (const { counts, name } of rows) {
      const columns =
        isBusybox(proc) && !isSimple
          ? counts.map((n, i) => String(n).padStart(i === 0 ? 9 : 9)).join(' ')
          : counts.map((n) => String(n).padStart(width)).join(' ');
      yield* proc.print(`${columns}${name ? ` ${name}` : ''}\n`);
    }
    return status;
  },
};

function count(text: string, what: string): number {
  switch (what) {
    case 'l':
      return text.split('\n').length - 1;
    case 'w':
      return text.split(/[ \t\n\r\f\v]+/).filter((word) => word !== '').length;
    case 'c':
      return text.length;
    case 'm':
      return text.replace(/[\x80-\xbf]/g, '').length;
    default:
      return Math.max(...text.split('\n').map((line) => line.length));
  }
}

export default wc;
