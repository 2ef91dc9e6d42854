import { goQuote } from '../../base/go-quote.ts';

/**
 * One step of a path into an object, in the notation of FieldsV1: `f:name` is a field, `k:{"name":"a"}` the item of a
 * list with these keys, `v:"a"` the item of a set, `i:0` an item by its place. Models fieldpath.PathElement.
 */
export type PathElement = string;

/** Stands for every item of a list whose items have one owner; see `TypePlan`. */
export const ALL_ITEMS: PathElement = 'k*';

/** The element of a list item that has keys; `keys` need not be sorted. */
export function keyElement(keys: readonly (readonly [string, unknown])[]): PathElement {
  const sorted = keys.length < 2 ? keys : [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
  let text = 'k:{';
  for (let i = 0; i < sorted.length; i++) {
    const [name, value] = sorted[i]!;
    text += `${i > 0 ? ',' : ''}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  return `${text}}`;
}

/** The element as messages show it: `.name`, `[name="a"]`, `[="a"]`, `[0]`. */
export function elementText(element: PathElement): string {
  const rest = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${rest}`;
    case 'v':
      return `[=${valueText(JSON.parse(rest))}]`;
    case 'i':
      return `[${rest}]`;
    default: {
      const keys = keysOf(element).map(([name, value]) => `${name}=${valueText(value)}`);
      return `[${keys.join(',')}]`;
    }
  }
}

/** The element in its canonical form. Throws an Error for a text that is none. Models DeserializePathElement. */
export function parseElement(text: string): PathElement {
  const kind = text.slice(0, 2);
  const rest = text.slice(2);
  if (text.length < 2 || text[1] !== ':') throw new Error(`missing colon: ${text}`);
  if (kind === 'f:') return text;
  if (kind === 'v:') return `v:${JSON.stringify(JSON.parse(rest))}`;
  if (kind === 'i:') {
    if (!/^-?\d+$/.test(rest)) throw new Error(`strconv.Atoi: parsing ${goQuote(rest)}: invalid syntax`);
    return `i:${Number(rest)}`;
  }
  if (kind === 'k:') return keyElement(Object.entries(JSON.parse(rest) as object));
  throw new Error('unknown path element type');
}

/** Order of elements: fields, keyed items, set items, places. Models PathElement.Less. */
export function compareElements(a: PathElement, b: PathElement): number {
  if (a === b) return 0;
  const kinds = ORDER.indexOf(a[0]!) - ORDER.indexOf(b[0]!);
  if (kinds !== 0) return kinds;
  switch (a[0]) {
    case 'k':
      return a === ALL_ITEMS ? -1 : b === ALL_ITEMS ? 1 : compareKeys(keysOf(a), keysOf(b));
    case 'v':
      return compareValues(JSON.parse(a.slice(2)), JSON.parse(b.slice(2)));
    case 'i':
      return Number(a.slice(2)) - Number(b.slice(2));
    default:
      return a < b ? -1 : 1;
  }
}

const ORDER = 'fkvi';

/** The keys of elements that have been taken apart. */
const parsed = new Map<PathElement, readonly (readonly [string, unknown])[]>();

function keysOf(element: PathElement): readonly (readonly [string, unknown])[] {
  let keys = parsed.get(element);
  if (!keys) {
    keys = Object.entries(JSON.parse(element.slice(2)) as object);
    parsed.set(element, keys);
  }
  return keys;
}

function compareKeys(a: readonly (readonly [string, unknown])[], b: readonly (readonly [string, unknown])[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [name, value] = a[i]!;
    const [otherName, otherValue] = b[i]!;
    if (name !== otherName) return name < otherName ? -1 : 1;
    const order = compareValues(value, otherValue);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

const TYPES = ['number', 'string', 'boolean', 'object'];

function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const types = TYPES.indexOf(typeof a) - TYPES.indexOf(typeof b);
  if (types !== 0) return types;
  return (a as string) < (b as string) ? -1 : 1;
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : JSON.stringify(value);
}
