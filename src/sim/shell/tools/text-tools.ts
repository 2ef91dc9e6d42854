import type { Tool } from '../tools.ts';
import { eachInput, linesOf, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Small filters: tac, rev, nl, paste, fold, tee is elsewhere; more and less print all. */
const textTools: Tool = {
  names: ['tac', 'rev', 'nl', 'paste', 'fold', 'more', 'less', 'expand', 'strings'],
  *run(proc, args, name) {
    const { flags, values, operands } = options(args, 'd:sw:b:i:n:at:');
    const columns: string[][] = [];
    let number = 1;
    const status = yield* eachInput(proc, name, operands, function* (file) {
      const text = yield* readRest(proc, file);
      const lines = linesOf(text);
      if (name === 'paste') columns.push(lines);
      else if (name === 'more' || name === 'less') yield* proc.print(text);
      else if (name === 'tac')
        yield* proc.print(
          lines
            .reverse()
            .map((line) => `${line}\n`)
            .join(''),
        );
      else {
        for (const line of lines) {
          if (name === 'rev') yield* proc.print(`${[...line].reverse().join('')}\n`);
          else if (name === 'nl')
            yield* proc.print(line === '' ? '       \n' : `${String(number++).padStart(6)}\t${line}\n`);
          else if (name === 'expand') yield* proc.print(`${line.replaceAll('\t', '        ')}\n`);
          else yield* proc.print(line.replace(new RegExp(`.{${values.get('w') ?? 80}}(?=.)`, 'gs'), '$&\n') + '\n');
        }
      }
    });
    if (name === 'paste') {
      const delimiter = values.get('d') ?? '\t';
      if (flags.has('s')) yield* proc.print(columns.map((lines) => `${lines.join(delimiter)}\n`).join(''));
      else {
        const height = Math.max(0, ...columns.map((lines) => lines.length));
        for (let i = 0; i < height; i++)
          yield* proc.print(`${columns.map((lines) => lines[i] ?? '').join(delimiter)}\n`);
      }
    }
    return status;
  },
};

export default textTools;
