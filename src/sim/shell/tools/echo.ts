import type { Tool } from '../tools.ts';
import { resolveEscapes } from './lib/escapes.ts';

/** Prints its arguments. dash's resolves escapes always, the others with -e. */
const echo: Tool = {
  names: ['echo'],
  builtin: true,
  *run(proc, args) {
    const isDash = proc.kernel.options.flavour === 'dash';
    if (!isDash && !args[0]?.startsWith('-')) {
      yield* proc.print(`${args.join(' ')}\n`);
      return 0;
    }
    let newline = true;
    let escapes = isDash;
    let i = 0;
    for (; i < args.length && (isDash ? args[i] === '-n' : /^-[neE]+$/.test(args[i]!)); i++) {
      for (const letter of args[i]!.slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
      if (isDash) {
        i++;
        break;
      }
    }
    const text = i === 0 ? args.join(' ') : args.slice(i).join(' ');
    const shown = escapes ? resolveEscapes(text) : { text, ended: false };
    yield* proc.print(shown.text + (newline && !shown.ended ? '\n' : ''));
    return 0;
  },
};

export default echo;
