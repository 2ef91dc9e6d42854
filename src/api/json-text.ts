import { goQuote } from '../base/go-quote.ts';

/** A parsed JSON text. */
export interface ParsedJson {
  readonly value: unknown;
  /** Paths of keys that a map has twice, such as `data.a`; the last one counts. */
  readonly duplicateFields: readonly string[];
}

/** Parses JSON. Throws an Error with the text of Go's decoder. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) as unknown, duplicateFields: duplicates(text) };
  } catch {
    throw new Error(syntaxError(text));
  }
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/gy;

/** An open map or list while the text is walked. */
interface Level {
  /** Keys seen so far; undefined in a list. */
  readonly keys: Set<string> | undefined;
  /** The path to here, in front of a key. */
  readonly path: string;
  /** The path of the value that comes next. */
  next: string;
  index: number;
}

/** Walks a text that is known to be JSON. */
function duplicates(text: string): readonly string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  let expectsKey = false;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = match[1]!;
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const path = level ? nextPath(level) : '';
      levels.push({ keys: token === '{' ? new Set() : undefined, path, next: path, index: 0 });
      expectsKey = token === '{';
    } else if (token === '}' || token === ']') {
      levels.pop();
      expectsKey = false;
    } else if (token === ',') {
      expectsKey = level?.keys !== undefined;
    } else if (expectsKey && level?.keys) {
      const key = JSON.parse(token) as string;
      level.next = level.path === '' ? key : `${level.path}.${key}`;
      if (level.keys.has(key)) found.push(level.next);
      level.keys.add(key);
      expectsKey = false;
    } else if (token !== ':' && level && !level.keys) {
      level.index++;
    }
  }
  return found;
}

function nextPath(level: Level): string {
  return level.keys ? level.next : `${level.path}[${level.index++}]`;
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

/** What comes after a token in a place, or undefined if it cannot stand there. `open` are the maps and lists around. */
function after(expected: Expected, token: string, open: string[]): Expected | undefined {
  const afterValue = (): Expected => {
    const around = open.at(-1);
    return around === undefined ? 'end' : around === '{' ? 'commaInMap' : 'commaInList';
  };
  const close = (): Expected => {
    open.pop();
    return afterValue();
  };
  switch (expected) {
    case 'firstKey':
    case 'key':
      if (token === '}' && expected === 'firstKey') return close();
      return token.startsWith('"') ? 'colon' : undefined;
    case 'colon':
      return token === ':' ? 'value' : undefined;
    case 'commaInMap':
      return token === ',' ? 'key' : token === '}' ? close() : undefined;
    case 'commaInList':
      return token === ',' ? 'value' : token === ']' ? close() : undefined;
    case 'end':
      return undefined;
    default:
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'firstKey' : 'item';
      }
      if (token === ']' && expected === 'item') return close();
      return /^("|-?\d|true$|false$|null$)/.test(token) ? afterValue() : undefined;
  }
}

/** Go's words for what is wrong with a text that is no JSON: the first token that cannot stand where it does. */
function syntaxError(text: string): string {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const next = after(expected, match[1]!, open);
    if (next === undefined) return unexpected(match[1]![0]!, expected);
    expected = next;
    at = TOKEN.lastIndex;
  }
  const rest = text.slice(at).trim();
  return rest === '' || rest.startsWith('"') ? 'unexpected end of JSON input' : unexpected(rest[0]!, expected);
}

function unexpected(character: string, expected: Expected): string {
  return `invalid character ${goQuote(character).replace(/^"|"$/g, "'")} ${SAYS[expected]}`;
}
