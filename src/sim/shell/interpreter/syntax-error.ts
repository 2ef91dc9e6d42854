import type { ParseError } from 'unbash';
import type { Shell } from './shell.ts';

const TOKEN = /^(?:&&|\|\||;;|[|&;()<>]|[^\s|&;()<>]+)/;

/** A shell's words for a syntax error. */
export function syntaxError({ flavour }: Shell, text: string, { message, pos }: ParseError): string {
  const rest = text.slice(pos).replace(/^\s+/, '');
  const quote = /^unterminated (single|double)/.exec(message);
  const expected = /^expected '(\w+)'/.exec(message)?.[1];
  const found = rest === '' ? undefined : TOKEN.exec(rest)?.[0];
  if (flavour === 'dash') {
    if (quote) return 'Syntax error: Unterminated quoted string';
    const what = found === undefined ? 'end of file' : `"${found}"`;
    return `Syntax error: ${what} unexpected${expected ? ` (expecting "${expected}")` : ''}`;
  }
  if (flavour === 'busybox') {
    if (quote) return 'syntax error: unterminated quoted string';
    const what = found === undefined ? 'end of file' : `"${found}"`;
    return `syntax error: unexpected ${what}${expected ? ` (expecting "${expected}")` : ''}`;
  }
  if (quote) return `unexpected EOF while looking for matching \`${quote[1] === 'single' ? "'" : '"'}'`;
  if (found === undefined) return 'syntax error: unexpected end of file';
  return `syntax error near unexpected token \`${found}'`;
}
