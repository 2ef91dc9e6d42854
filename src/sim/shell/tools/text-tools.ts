import type { Tool } from '../tools.ts';
import { eachInput, linesOf, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Small filters: tac, rev, nl, paste, fold, tee is elsewhere; more and less print all. */
const textTools: Tool = {
  names: ['tac', 'rev', 'nl', 'paste', 'fold', 'more', 'less', 'expand', 'strings'],
  *run(proc, args, name) {
    const { flags, values, operands } = options(args, 'd:sw:b:i:n:at:');
    const columns: string[][] = [];
    const dashes = operands.filter((path) => path === '-').length;
    let number = 1;
    const paths = dashes > 1 ? operands.filter((path, i) => path !== '-' || operands.indexOf('-') === i) : operands;
    const status = yield* eachInput(proc, name, paths, function* (file) {
      const text = yield* readRest(proc, file);
      const lines = linesOf(text);
      if (name === 'paste' && dashes > 1) shareOut(lines, dashes, columns);
      else if (name === 'paste') columns.push(lines);
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
          else {
            const isLast = line === lines.at(-1) && !text.endsWith('\n');
            yield* proc.print(
              line.replace(new RegExp(`.{${values.get('w') ?? 80}}(?=.)`, 'gs'), '$&\n') + (isLast ? '' : '\n'),
            );
          }
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

/** `paste - -`: lines of one input go to its columns in turn. */
function shareOut(lines: readonly string[], count: number, columns: string[][]): void {
  const own = Array.from({ length: count }, (): string[] => []);
  for (const [i, line] of lines.entries()) own[i % count]!.push(line);
  columns.push(...own);
}

export default textTools;
