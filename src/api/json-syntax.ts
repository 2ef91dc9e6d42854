import { goQuote } from '../base/go-quote.ts';
import { utf8Length } from '../base/utf8.ts';

/** What is wrong with a text that is no JSON. */
export interface JsonSyntaxError {
  /** Go's words: `invalid character 'h' in literal true (expecting 'r')`. */
  readonly message: string;
  /** How many bytes Go's decoder has read when it notices; undefined where the text just ends too early. */
  readonly offset: number | undefined;
  /** Where the value that is wrong begins: what stands before are whole values. */
  readonly start: number;
}

/** What a JSON text needs next, and what Go says of anything else. */
const SAYS = {
  value: 'looking for beginning of value',
  item: 'looking for beginning of value',
  key: 'looking for beginning of object key string',
  firstKey: 'looking for beginning of object key string',
  colon: 'after object key',
  commaInMap: 'after object key:value pair',
  commaInList: 'after array element',
  end: 'after top-level value',
} as const;
type Expected = keyof typeof SAYS;

/** The place in a text that cannot stand there, and why. At its end: the text is not complete. */
interface Fault {
  readonly at: number;
  readonly why: string;
}

/**
 * Finds what is wrong with a text, or undefined if it is JSON; with `many`, if it is any number of JSON values one
 * after the other. Models the scanner of encoding/json.
 */
export function findJsonError(text: string, many = false): JsonSyntaxError | undefined {
  const open: string[] = [];
  let expected: Expected = 'value';
  let start = 0;
  for (let at = skipSpace(text, 0); at < text.length || expected !== 'end'; at = skipSpace(text, at)) {
    if (expected === 'end' && many) {
      expected = 'value';
      start = at;
    }
    if (many && expected === 'value' && open.length === 0 && at >= text.length) return undefined;
    const next = step(text, at, expected, open);
    if ('why' in next) return faultText(text, next, start);
    at = next.at;
    expected = next.expected;
  }
  return undefined;
}

function faultText(text: string, { at, why }: Fault, start: number): JsonSyntaxError {
  if (at >= text.length) return { message: 'unexpected end of JSON input', offset: undefined, start };
  const character = text[at]!;
  const quoted = character === "'" ? `'\\''` : character === '"' ? `'"'` : `'${goQuote(character).slice(1, -1)}'`;
  const offset = utf8Length(text.slice(0, at)) + 1;
  return { message: `invalid character ${quoted} ${why}`, offset, start };
}

/** Reads one token. */
function step(
  text: string,
  at: number,
  expected: Expected,
  open: string[],
): { at: number; expected: Expected } | Fault {
  const character = text[at] ?? '';
  const fault: Fault = { at, why: SAYS[expected] };
  const afterValue = (): Expected => {
    const around = open.at(-1);
    return around === undefined ? 'end' : around === '{' ? 'commaInMap' : 'commaInList';
  };
  const close = (): { at: number; expected: Expected } => {
    open.pop();
    return { at: at + 1, expected: afterValue() };
  };
  switch (expected) {
    case 'firstKey':
    case 'key': {
      if (character === '}' && expected === 'firstKey') return close();
      const end = character === '"' ? endOfString(text, at) : fault;
      return typeof end === 'number' ? { at: end, expected: 'colon' } : end;
    }
    case 'colon':
      return character === ':' ? { at: at + 1, expected: 'value' } : fault;
    case 'commaInMap':
      return character === ',' ? { at: at + 1, expected: 'key' } : character === '}' ? close() : fault;
    case 'commaInList':
      return character === ',' ? { at: at + 1, expected: 'value' } : character === ']' ? close() : fault;
    case 'end':
      return fault;
    default: {
      if (character === '{' || character === '[') {
        open.push(character);
        return { at: at + 1, expected: character === '{' ? 'firstKey' : 'item' };
      }
      if (character === ']' && expected === 'item') return close();
      const end = endOfScalar(text, at);
      return typeof end === 'number' ? { at: end, expected: afterValue() } : (end ?? fault);
    }
  }
}

const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/** Where a string, number or literal ends; what is wrong in it; undefined if none begins here. */
function endOfScalar(text: string, at: number): number | Fault | undefined {
  const first = text[at] ?? '';
  if (first === '"') return endOfString(text, at);
  const literal = LITERALS[first];
  if (literal !== undefined) {
    for (let i = 1; i < literal.length; i++) {
      if (text[at + i] !== literal[i]) return { at: at + i, why: `in literal ${literal} (expecting '${literal[i]}')` };
    }
    return at + literal.length;
  }
  return /[-\d]/.test(first) ? endOfNumber(text, at) : undefined;
}

function endOfNumber(text: string, start: number): number | Fault {
  let at = start;
  const isDigit = (): boolean => /^\d$/.test(text[at] ?? '');
  const digits = (): void => {
    while (isDigit()) at++;
  };
  if (text[at] === '-') at++;
  if (!isDigit()) return { at, why: 'in numeric literal' };
  if (text[at] === '0') at++;
  else digits();
  if (text[at] === '.') {
    at++;
    if (!isDigit()) return { at, why: 'after decimal point in numeric literal' };
    digits();
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at++;
    if (text[at] === '+' || text[at] === '-') at++;
    if (!isDigit()) return { at, why: 'in exponent of numeric literal' };
    digits();
  }
  return at;
}

function endOfString(text: string, start: number): number | Fault {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') return at + 1;
    if (character < ' ') return { at, why: 'in string literal' };
    if (character !== '\\') continue;
    at++;
    if (at < text.length && !'"\\/bfnrtu'.includes(text[at]!)) return { at, why: 'in string escape code' };
    if (text[at] !== 'u') continue;
    for (let i = 0; i < 4; i++) {
      at++;
      if (!/^[\da-fA-F]$/.test(text[at] ?? '')) return { at, why: 'in \\u hexadecimal character escape' };
    }
  }
  return { at: text.length, why: '' };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/^[ \t\r\n]$/.test(text[at] ?? '')) at++;
  return at;
}
