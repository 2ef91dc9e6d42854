import type { ParseError } from 'unbash';
import type { Shell } from './shell.ts';

const TOKEN = /^(?:&&|\|\||;;|[|&;()<>]|[^\s|&;()<>]+)/;
/** Words that the grammar knows: dash calls all others just words. */
const RESERVED = new Set('if then else elif fi for while until do done case esac in { } !'.split(' '));

/** A shell's words for a syntax error. */
export function syntaxError({ flavour }: Shell, text: string, { message, pos }: ParseError): string {
  const rest = text.slice(pos).replace(/^\s+/, '');
  const quote = /^unterminated (single|double)/.exec(message);
  const expected = /^expected '(\w+|[)}])'/.exec(message)?.[1] ?? openBracket(message);
  const isOpen = /^unterminated (?:command|parameter|arithmetic)/.test(message);
  const found = rest === '' || isOpen ? undefined : TOKEN.exec(rest)?.[0];
  if (flavour === 'bash') return bashError(text, quote?.[1], isOpen, found);
  const isDash = flavour === 'dash';
  if (quote) return isDash ? 'Syntax error: Unterminated quoted string' : 'syntax error: unterminated quoted string';
  const isWord = found !== undefined && !RESERVED.has(found) && !/^[|&;()<>]/.test(found);
  const what = found === undefined ? 'end of file' : isWord ? 'word' : `"${found}"`;
  const wanted = expected ? ` (expecting "${expected}")` : '';
  return isDash ? `Syntax error: ${what} unexpected${wanted}` : `syntax error: unexpected ${what}${wanted}`;
}

function openBracket(message: string): string | undefined {
  if (/^unterminated command/.test(message) || /subshell/.test(message)) return ')';
  if (/brace group|function body/.test(message)) return '}';
  return undefined;
}

function bashError(text: string, quote: string | undefined, isOpen: boolean, found: string | undefined): string {
  if (quote) return `unexpected EOF while looking for matching \`${quote === 'single' ? "'" : '"'}'`;
  if (isOpen) return "unexpected EOF while looking for matching `)'";
  if (found === undefined) return 'syntax error: unexpected end of file';
  return `syntax error near unexpected token \`${found}'\n\`${text}'`;
}
