import type { Tool } from '../tools.ts';
import { readInput } from './lib/input.ts';
import { options } from './lib/options.ts';
import { runCommand } from './lib/run-command.ts';

/** Makes command lines of what it reads. */
const xargs: Tool = {
  names: ['xargs'],
  *run(proc, args) {
    const { flags, values, operands } = options(args, '+n:I:L:P:d:0rtpx', {
      null: '0',
      'no-run-if-empty': 'r',
      'max-args': 'n',
    });
    const input = yield* readInput(proc, '-');
    const replace = values.get('I');
    const command = operands.length > 0 ? operands : ['echo'];
    const items = flags.has('0')
      ? input.split('\0').filter((item) => item !== '')
      : replace !== undefined || values.has('L')
        ? input
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '')
        : words(input, values.get('d'));
    const size = replace !== undefined ? 1 : Number(values.get('n') ?? values.get('L') ?? Infinity);
    if (
      items.length === 0 &&
      (flags.has('r') || replace !== undefined || (proc.kernel.options.flavour === 'busybox' && flags.has('r')))
    )
      return 0;
    let status = 0;
    for (let i = 0; i === 0 || i < items.length; i += size) {
      const group = items.slice(i, i + size);
      const line =
        replace !== undefined ? command.map((word) => word.replaceAll(replace, group[0]!)) : [...command, ...group];
      if (flags.has('t')) yield* proc.complain(line.join(' '));
      const code = yield* runCommand(proc, line);
      if (code === 126 || code === 127) return code;
      if (code !== 0) status = 123;
      if (size === Infinity) break;
    }
    return status;
  },
};

function words(input: string, delimiter: string | undefined): string[] {
  if (delimiter !== undefined) return input.replace(/\n$/, '').split(delimiter === '\\n' ? '\n' : delimiter);
  const found: string[] = [];
  for (const match of input.matchAll(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/gs)) {
    found.push(match[0].replace(/"([^"]*)"|'([^']*)'|\\(.)/gs, (_, a, b, c) => a ?? b ?? c ?? ''));
  }
  return found;
}

export default xargs;
