import type { Process } from '../../../api/process.ts';
import type { Flavour } from '../kernel/kernel.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { complainOf, flavourOf } from './lib/complain.ts';
import { type FormatRules, type Formatted, format } from './lib/format.ts';

/** Prints formatted arguments. */
const printf: Tool = {
  names: ['printf'],
  builtin: 'speaks',
  *run(proc, args) {
    const [template, ...rest] = args[0] === '--' ? args.slice(1) : args;
    if (template === undefined) {
      const isBash = flavourOf(proc) === 'bash';
      yield* proc.complain(`printf: usage: printf ${isBash ? '[-v var] ' : ''}format [arguments]`);
      return 2;
    }
    const formatted = format(template, rest, formatRules(flavourOf(proc)));
    yield* proc.print(formatted.text);
    return yield* formatComplaints(proc, formatted);
  },
};

/** What a shell's printf knows. */
export function formatRules(flavour: Flavour): FormatRules {
  return { hex: flavour !== 'dash', quotes: flavour === 'bash', times: flavour === 'bash' };
}

/** Complains about arguments that are no numbers and directives that are none, and gives the exit code. */
export function* formatComplaints(proc: Proc, { bad, directive }: Formatted): Process<number> {
  const words: Readonly<Record<Flavour, (arg: string) => string>> = {
    busybox: (arg) => `invalid number '${arg}'`,
    dash: (arg) => `${arg}: ${/^[-+]?\d/.test(arg) ? 'not completely converted' : 'expected numeric value'}`,
    bash: (arg) => `${arg}: invalid number`,
  };
  const flavour = flavourOf(proc);
  for (const arg of bad) yield* complainOf(proc, 'printf', words[flavour](arg));
  if (directive === undefined) return bad.length > 0 ? 1 : 0;
  const texts = {
    busybox: `${directive}: invalid format`,
    dash: `${directive}: invalid directive`,
    bash: `\`${directive.slice(1)}': invalid format character`,
  };
  yield* complainOf(proc, 'printf', texts[flavour]);
  return flavour === 'dash' ? 2 : 1;
}

export default printf;
