import { goQuote } from '../../../../base/go-quote.ts';
import { goVerbose } from '../go-values.ts';
import { plain, typeName } from './values.ts';

const VERB = /%([-+# 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** Go's Sprintf for the verbs that templates use. */
export function sprintf(format: string, args: readonly unknown[]): string {
  let next = 0;
  const text = format.replace(VERB, (_, flags: string, width: string, precision: string, verb: string) => {
    if (verb === '%') return '%';
    if (next >= args.length) return `%!${verb}(MISSING)`;
    const arg = args[next++];
    return pad(formatted(verb, arg, precision === undefined ? undefined : Number(precision), flags), flags, width);
  });
  const extra = args.slice(next).map((arg) => `${typeName(arg)}=${plain(arg)}`);
  return extra.length ? `${text}%!(EXTRA ${extra.join(', ')})` : text;
}

function formatted(verb: string, arg: unknown, precision: number | undefined, flags: string): string {
  const wrong = (): string =>
    arg === undefined || arg === null ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(arg)}=${plain(arg)})`;
  switch (verb) {
    case 'v':
      return flags.includes('#') ? goVerbose(arg) : plain(arg);
    case 's':
      if (typeof arg !== 'string') return typeof arg === 'object' && arg !== null ? plain(arg) : wrong();
      return precision === undefined ? arg : arg.slice(0, precision);
    case 'q':
      return typeof arg === 'string' ? goQuote(arg) : wrong();
    case 'd':
      return typeof arg === 'bigint' ? `${flags.includes('+') && arg >= 0n ? '+' : ''}${arg}` : wrong();
    case 'x':
      return typeof arg === 'bigint' ? arg.toString(16) : wrong();
    case 't':
      return typeof arg === 'boolean' ? String(arg) : wrong();
    case 'f':
      return typeof arg === 'number' ? arg.toFixed(precision ?? 6) : wrong();
    case 'g':
      return typeof arg === 'number' ? plain(arg) : wrong();
    case 'T':
      return typeName(arg);
    default:
      return wrong();
  }
}

function pad(text: string, flags: string, width: string | undefined): string {
  if (width === undefined) return text;
  if (flags.includes('-')) return text.padEnd(Number(width));
  return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
}
