import { findJsonError } from './json-syntax.ts';

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
  } catch (error) {
    throw new Error(findJsonError(text)?.message ?? (error as Error).message);
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
