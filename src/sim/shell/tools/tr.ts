import type { Tool } from '../tools.ts';
import { tryHelp } from './lib/complain.ts';
import { resolveEscapes } from './lib/escapes.ts';
import { options } from './lib/options.ts';

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[a-zA-Z]/,
  digit: /\d/,
  alnum: /[a-zA-Z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\r\f\v]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /\p{Cc}/u,
  xdigit: /[0-9A-Fa-f]/,
};

/** Changes, deletes or squeezes characters. */
const tr: Tool = {
  names: ['tr'],
  *run(proc, args) {
    const { flags, operands } = options(args, '+dscCt', { delete: 'd', 'squeeze-repeats': 's', complement: 'c' });
    if (operands.length === 0) {
      yield* tryHelp(proc, 'tr', 'missing operand');
      return 1;
    }
    if (operands.length === 1 && !flags.has('d') && !flags.has('s')) {
      const after = `missing operand after '${operands[0]}'\nTwo strings must be given when translating.`;
      yield* tryHelp(proc, 'tr', after);
      return 1;
    }
    const complement = flags.has('c') || flags.has('C');
    const [first = '', second] = operands.map((text) => characters(text));
    const inFirst = new Set(first);
    const meets = (c: string): boolean => inFirst.has(c) !== complement;
    const target = second ?? '';
    const squeezed = new Set(flags.has('s') ? (second ?? first) : '');
    const map = new Map<string, string>();
    for (const [i, c] of [...first].entries()) map.set(c, target[Math.min(i, target.length - 1)] ?? c);
    let last = '';
    for (;;) {
      const data = yield* proc.read(0);
      if (data === '') return 0;
      let out = '';
      for (const c of data) {
        if (flags.has('d') && meets(c)) continue;
        const translates = second !== undefined && !flags.has('d') && meets(c);
        const next = !translates ? c : complement ? target.at(-1)! : map.get(c)!;
        const squeezes = flags.has('s') && (second === undefined && complement ? meets(next) : squeezed.has(next));
        if (squeezes && next === last) continue;
        last = next;
        out += next;
      }
      yield* proc.print(out);
    }
  },
};

function characters(spec: string): string {
  let out = '';
  const text = resolveEscapes(spec, true).text;
  for (let i = 0; i < text.length; i++) {
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    if (named) {
      for (let code = 0; code < 256; code++) {
        const c = String.fromCharCode(code);
        if (CLASSES[named[1]!]?.test(c)) out += c;
      }
      i += named[0].length - 1;
    } else if (text[i + 1] === '-' && i + 2 < text.length) {
      for (let code = text.charCodeAt(i); code <= text.charCodeAt(i + 2); code++) out += String.fromCharCode(code);
      i += 2;
    } else out += text[i];
  }
  return out;
}

export default tr;
