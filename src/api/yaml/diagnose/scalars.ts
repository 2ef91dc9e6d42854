import {
  atDocumentIndicator,
  charAt,
  inFlow,
  isBlank,
  isBlankOrEnd,
  isBreak,
  push,
  type Scanner,
  scannerError,
  skip,
  skipLine,
} from './scanner.ts';

/** Steps over scalars, noting what libyaml finds wrong in them. */

/** A scalar without quotes, which may go on over lines that are indented. */
export function scanPlain(s: Scanner): void {
  const start = s.line;
  const indent = s.indent + 1;
  let leadingBlanks = false;
  push(s, 'scalar');
  for (;;) {
    if (atDocumentIndicator(s) || charAt(s) === '#') break;
    while (!isBlankOrEnd(charAt(s)) && !endsPlain(s)) {
      leadingBlanks = false;
      skip(s);
    }
    if (!isBlank(charAt(s)) && !isBreak(charAt(s))) break;
    while (isBlank(charAt(s)) || isBreak(charAt(s))) {
      if (isBreak(charAt(s))) {
        leadingBlanks = true;
        skipLine(s);
        continue;
      }
      if (leadingBlanks && s.column < indent && charAt(s) === '\t') {
        throw scannerError(s, 'found a tab character that violates indentation', start);
      }
      skip(s);
    }
    if (!inFlow(s) && s.column < indent) break;
  }
  if (leadingBlanks) s.keyAllowed = true;
}

function endsPlain(s: Scanner): boolean {
  const c = charAt(s);
  if (c === ':' && isBlankOrEnd(charAt(s, 1))) return true;
  if (!inFlow(s)) return false;
  return ',[]{}'.includes(c) || (c === '?' && isBlankOrEnd(charAt(s, 1)));
}

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A scalar in quotes. */
export function scanQuoted(s: Scanner, quote: string): void {
  const start = s.line;
  push(s, 'scalar');
  skip(s);
  for (;;) {
    if (atDocumentIndicator(s)) throw scannerError(s, 'found unexpected document indicator', start);
    if (s.at >= s.source.length) throw scannerError(s, 'found unexpected end of stream', start);
    while (!isBlankOrEnd(charAt(s))) {
      if (charAt(s) === quote && !(quote === "'" && charAt(s, 1) === "'")) {
        skip(s);
        return;
      }
      if (quote === '"' && charAt(s) === '\\') {
        if (scanEscape(s, start)) break;
      } else skip(s, charAt(s) === quote ? 2 : 1);
    }
    while (isBlank(charAt(s)) || isBreak(charAt(s))) {
      if (isBreak(charAt(s))) skipLine(s);
      else skip(s);
    }
  }
}

/** An escape in double quotes; true if it was an escaped line break. */
function scanEscape(s: Scanner, start: number): boolean {
  const code = charAt(s, 1);
  if (isBreak(code)) {
    skip(s);
    skipLine(s);
    return true;
  }
  const digits = HEX_DIGITS[code];
  if (digits === undefined && !'0abt\tnvfre "\'/\\N_LP'.includes(code)) {
    throw scannerError(s, 'found unknown escape character', start);
  }
  skip(s, 2);
  for (let i = 0; i < (digits ?? 0); i++) {
    if (!/[0-9a-fA-F]/.test(charAt(s, i))) throw scannerError(s, 'did not find expected hexdecimal number', start);
  }
  skip(s, digits ?? 0);
  return false;
}

/** A block scalar, `|` or `>`. */
export function scanBlock(s: Scanner): void {
  const start = s.line;
  push(s, 'scalar');
  skip(s);
  let increment = 0;
  while (/[-+0-9]/.test(charAt(s))) {
    if (charAt(s) === '0') throw scannerError(s, 'found an indentation indicator equal to 0', start);
    if (/\d/.test(charAt(s))) increment = Number(charAt(s));
    skip(s);
  }
  while (isBlank(charAt(s))) skip(s);
  if (charAt(s) === '#') while (!isBreak(charAt(s)) && charAt(s) !== '\0') skip(s);
  if (!isBreak(charAt(s)) && charAt(s) !== '\0') {
    throw scannerError(s, 'did not find expected comment or line break', start);
  }
  if (isBreak(charAt(s))) skipLine(s);
  let indent = increment > 0 ? Math.max(s.indent, 0) + increment : 0;
  indent = scanBlockBreaks(s, indent, start);
  while (s.column === indent && s.at < s.source.length) {
    while (!isBreak(charAt(s)) && s.at < s.source.length) skip(s);
    if (isBreak(charAt(s))) skipLine(s);
    scanBlockBreaks(s, indent, start);
  }
}

/** Steps over indentation and empty lines of a block scalar; finds out its indentation if that is 0 so far. */
function scanBlockBreaks(s: Scanner, known: number, start: number): number {
  let deepest = 0;
  for (;;) {
    while ((known === 0 || s.column < known) && charAt(s) === ' ') skip(s);
    deepest = Math.max(deepest, s.column);
    if ((known === 0 || s.column < known) && charAt(s) === '\t') {
      throw scannerError(s, 'found a tab character where an indentation space is expected', start);
    }
    if (!isBreak(charAt(s))) break;
    skipLine(s);
  }
  return known === 0 ? Math.max(deepest, s.indent + 1, 1) : known;
}
