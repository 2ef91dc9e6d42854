const compiled = new Map<string, RegExp>();
const MEMO_LIMIT = 2000;

/** Quotes text so that a pattern takes it literally. */
export function quotePattern(text: string): string {
  return text.replace(/[*?[\]\\]/g, '\\$&');
}

/**
 * The regular expression of a shell pattern (`*`, `?`, `[…]`, backslash quotes) over a whole text.
 * With `forPaths` a star meets no slash.
 */
export function patternToRegExp(pattern: string, forPaths = false): RegExp {
  const key = forPaths ? `/${pattern}` : `.${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    expression = new RegExp(`^(?:${patternSource(pattern, forPaths)})$`, 's');
    if (compiled.size < MEMO_LIMIT) compiled.set(key, expression);
  }
  return expression;
}

/** The pattern as the source of a regular expression. */
export function patternSource(pattern: string, forPaths = false, lazy = false): string {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '*') source += (forPaths ? '[^/]*' : '.*') + (lazy ? '?' : '');
    else if (c === '?') source += forPaths ? '[^/]' : '.';
    else if (c === '\\' && i + 1 < pattern.length) source += literal(pattern[++i]!);
    else if (c === '[') {
      const end = bracketEnd(pattern, i);
      if (end < 0) source += '\\[';
      else {
        source += bracket(pattern.slice(i + 1, end));
        i = end;
      }
    } else source += literal(c);
  }
  return source;
}

function literal(c: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(c) ? `\\${c}` : c;
}

function bracketEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern[i] === '!' || pattern[i] === '^') i++;
  if (pattern[i] === ']') i++;
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern.startsWith('[:', i)) {
      const close = pattern.indexOf(':]', i);
      if (close < 0) return -1;
      i = close + 1;
    } else if (pattern[i] === ']') return i;
  }
  return -1;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\r\\f\\v',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

/** A bracket expression's inside as a class of a regular expression: also those of grep, sed and tr. */
export function bracket(inside: string): string {
  const negated = inside[0] === '!' || inside[0] === '^';
  let body = '';
  for (let i = negated ? 1 : 0; i < inside.length; i++) {
    const named = /^\[:(\w+):\]/.exec(inside.slice(i));
    if (named) {
      body += CLASSES[named[1]!] ?? '';
      i += named[0].length - 1;
    } else if (inside[i] === '\\' && i + 1 < inside.length) body += `\\${inside[++i]}`;
    else body += /[\]\\^[]/.test(inside[i]!) ? `\\${inside[i]}` : inside[i];
  }
  return `[${negated ? '^' : ''}${body}]`;
}
