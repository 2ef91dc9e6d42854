import type { Tool } from '../tools.ts';
import { format } from './lib/format.ts';

/** Prints formatted arguments. */
const printf: Tool = {
  names: ['printf'],
  builtin: true,
  *run(proc, args) {
    const [template, ...rest] = args[0] === '--' ? args.slice(1) : args;
    if (template === undefined) {
      yield* proc.complain('printf: usage: printf format [arguments]');
      return 2;
    }
    const { text, bad } = format(template, rest);
    yield* proc.print(text);
    const words = {
      busybox: (arg: string) => `sh: invalid number '${arg}'`,
      dash: (arg: string) => `sh: 1: printf: ${arg}: expected numeric value`,
      bash: (arg: string) => `sh: printf: ${arg}: invalid number`,
    };
    for (const arg of bad) yield* proc.complain(words[proc.kernel.options.flavour](arg));
    return bad.length > 0 ? 1 : 0;
  },
};

export default printf;
