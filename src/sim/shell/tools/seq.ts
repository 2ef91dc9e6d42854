import type { Tool } from '../tools.ts';
import { format } from './lib/format.ts';
import { options } from './lib/options.ts';

/** Prints numbers. */
const seq: Tool = {
  names: ['seq'],
  *run(proc, args) {
    // Negative numbers are operands here.
    const marked = args.map((arg) => (/^-[\d.]/.test(arg) ? `\0${arg}` : arg));
    const { flags, values, operands } = options(marked, 'ws:f:', { separator: 's', 'equal-width': 'w', format: 'f' });
    const words = operands.map((word) => word.replace('\0', ''));
    const [first, step, last] =
      words.length === 1 ? ['1', '1', words[0]!] : words.length === 2 ? [words[0]!, '1', words[1]!] : words;
    if (last === undefined || ![first, step, last].every((word) => Number.isFinite(Number(word)))) {
      yield* proc.complain(
        words.length === 0
          ? 'seq: missing operand'
          : `seq: invalid floating point argument: '${words.find((word) => !Number.isFinite(Number(word)))}'`,
      );
      return 1;
    }
    const decimals = Math.max(...[first, step].map((word) => word!.split('.')[1]?.length ?? 0));
    const by = Number(step);
    const count = Math.floor((Number(last) - Number(first)) / by + 1e-9);
    const width = flags.has('w') ? Math.max(first!.length, last.length) : 0;
    const separator = values.get('s') ?? '\n';
    for (let i = 0; i <= count; i++) {
      const value = (Number(first) + i * by).toFixed(decimals);
      const text = values.has('f') ? format(values.get('f')!, [value]).text : value.padStart(width, '0');
      yield* proc.print(text + (i === count ? '\n' : separator));
      proc.charge(0.0005);
      if (proc.isTired) yield 0;
    }
    return 0;
  },
};

export default seq;
