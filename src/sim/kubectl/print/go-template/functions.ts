import { decodeBase64 } from '../../../../api/validation/base64.ts';
import { sprintf } from './printf.ts';
import { isTrue, plain, typeName } from './values.ts';

type Function = (args: readonly unknown[]) => unknown;

/** The functions of templates but for `and` and `or`, which may not look at all their arguments. */
export const functions: Readonly<Record<string, Function>> = {
  not: ([value]) => !isTrue(value),
  len: ([value]) => BigInt(lengthOf(value)),
  index: ([item, ...keys]) => keys.reduce(indexOne, item),
  slice: ([item, from = 0n, to]) => sliceOf(item, from, to),
  print: (args) => print(args),
  println: (args) => `${args.map(plain).join(' ')}\n`,
  printf: ([format, ...args]) => sprintf(String(format), args),
  html: (args) => escapeHtml(print(args)),
  js: (args) => JSON.stringify(print(args)).slice(1, -1),
  urlquery: (args) => encodeURIComponent(print(args)).replaceAll('%20', '+'),
  eq: ([first, ...others]) => {
    if (others.length === 0) throw new Error('missing argument for comparison');
    return others.some((other) => compare(first, other) === 0);
  },
  ne: ([a, b]) => compare(a, b) !== 0,
  lt: ([a, b]) => ordered(a, b) < 0,
  le: ([a, b]) => ordered(a, b) <= 0,
  gt: ([a, b]) => ordered(a, b) > 0,
  ge: ([a, b]) => ordered(a, b) >= 0,
  exists: ([item, ...keys]) => {
    try {
      const found = keys.reduce(indexOne, item);
      return found !== undefined && found !== null;
    } catch {
      return false;
    }
  },
  base64decode: ([text]) => decodeBase64(String(text)),
};

/** Blanks stand between two arguments of which neither is a text. Models fmt.Sprint. */
function print(args: readonly unknown[]): string {
  return args
    .map((arg, i) => {
      const apart = i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string';
      return `${apart ? ' ' : ''}${plain(arg)}`;
    })
    .join('');
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (value === undefined || value === null) throw new Error('len of nil pointer');
  if (typeof value !== 'object') throw new Error(`len of type ${typeName(value)}`);
  return Object.keys(value).length;
}

function indexOne(item: unknown, key: unknown): unknown {
  if (item === undefined || item === null) throw new Error('index of untyped nil');
  if (Array.isArray(item)) {
    if (typeof key === 'string' || typeof key === 'boolean') {
      throw new Error(`cannot index slice/array with type ${typeName(key)}`);
    }
    const at = Number(key);
    if (at < 0 || at >= item.length) throw new Error(`index out of range: ${at}`);
    return item[at];
  }
  if (typeof item !== 'object') throw new Error(`can't index item of type ${typeName(item)}`);
  if (typeof key !== 'string') throw new Error(`value has type ${typeName(key)}; should be string`);
  return (item as Readonly<Record<string, unknown>>)[key];
}

function sliceOf(item: unknown, from: unknown, to: unknown): unknown {
  if (typeof item !== 'string' && !Array.isArray(item)) throw new Error(`can't slice item of type ${typeName(item)}`);
  const [start, end] = [Number(from), to === undefined ? item.length : Number(to)];
  if (start < 0 || end > item.length) throw new Error(`index out of range: ${Math.max(start, end)}`);
  return item.slice(start, end);
}

function kindOf(value: unknown): string {
  return typeof value === 'object' || value === undefined ? 'other' : typeof value;
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [a ?? undefined, b ?? undefined];
  if (left === undefined || right === undefined) return left === right ? 0 : 1;
  if (kindOf(left) !== kindOf(right)) throw new Error('incompatible types for comparison');
  if (kindOf(left) === 'other') throw new Error(`non-comparable type ${plain(left)}: ${typeName(left)}`);
  return left === right ? 0 : (left as string) < (right as string) ? -1 : 1;
}

function ordered(a: unknown, b: unknown): number {
  if ([a, b].some((each) => typeof each === 'boolean' || kindOf(each ?? undefined) === 'other')) {
    throw new Error('invalid type for comparison');
  }
  return compare(a, b);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;');
}
