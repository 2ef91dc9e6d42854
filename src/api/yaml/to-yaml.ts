import { scalarText } from './write-scalar.ts';

/**
 * A JSON value as `kubectl -o yaml` prints it: keys in natural order, lists not indented under their key. Keys whose
 * value is undefined are left out. Models sigs.k8s.io/yaml, which writes with goyaml.v2.
 */
export function toYaml(value: unknown): string {
  const out: Writer = { text: '', column: 0 };
  writeNode(out, value, { indent: -1, inMap: false, afterDash: false });
  return `${out.text}\n`;
}

interface Writer {
  text: string;
  /** How many characters the line has so far. */
  column: number;
}

interface Place {
  /** The indentation of the collection around; -1 at the top. */
  readonly indent: number;
  /** Whether this is the value of a key. */
  readonly inMap: boolean;
  /** Whether this stands on the line of a `-` or `?`, so that a collection begins there. */
  readonly afterDash: boolean;
}

type JsonMap = Readonly<Record<string, unknown>>;

function writeNode(out: Writer, value: unknown, place: Place): void {
  if (Array.isArray(value)) {
    if (value.length === 0) write(out, '[]', place);
    else writeList(out, value as readonly unknown[], place);
  } else if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).filter((key) => (value as JsonMap)[key] !== undefined);
    if (keys.length === 0) write(out, '{}', place);
    else writeMap(out, value as JsonMap, keys.sort(compareKeys), place);
  } else {
    const indent = place.indent < 0 ? 2 : place.indent + 2;
    const space = needsSpace(out, place) ? 1 : 0;
    write(out, scalarText(value, { column: out.column + space, indent, isKey: false }), place);
  }
}

/** Writes what fits after a key or a dash. */
function write(out: Writer, text: string, place: Place): void {
  append(out, needsSpace(out, place) ? ` ${text}` : text);
}

function needsSpace(out: Writer, place: Place): boolean {
  return place.inMap && out.column > 0 && !out.text.endsWith(' ');
}

function append(out: Writer, text: string): void {
  out.text += text;
  const newLine = text.lastIndexOf('\n');
  out.column = newLine < 0 ? out.column + text.length : text.length - newLine - 1;
}

/** Begins an item of a collection: on the line where the collection begins for its first, else on a new line. */
function beginItem(out: Writer, indent: number, staysOnLine: boolean): void {
  if (staysOnLine) return;
  if (out.text !== '') append(out, '\n');
  append(out, ' '.repeat(indent));
}

function writeList(out: Writer, items: readonly unknown[], place: Place): void {
  const indent = place.inMap ? Math.max(place.indent, 0) : place.indent < 0 ? 0 : place.indent + 2;
  for (const [i, item] of items.entries()) {
    beginItem(out, indent, i === 0 && place.afterDash);
    append(out, '- ');
    writeNode(out, item, { indent, inMap: false, afterDash: true });
  }
}

function writeMap(out: Writer, map: JsonMap, keys: readonly string[], place: Place): void {
  const indent = place.indent < 0 ? 0 : place.indent + 2;
  for (const [i, key] of keys.entries()) {
    beginItem(out, indent, i === 0 && place.afterDash);
    const isSimple = key.length <= MAX_SIMPLE_KEY && !/[\n\r\u0085\u2028\u2029]/.test(key);
    if (isSimple) append(out, `${scalarText(key, { column: out.column, indent: indent + 2, isKey: true })}:`);
    else {
      append(out, '? ');
      writeNode(out, key, { indent, inMap: false, afterDash: true });
      beginItem(out, indent, false);
      append(out, ':');
      append(out, ' ');
    }
    writeNode(out, map[key], { indent, inMap: isSimple, afterDash: !isSimple });
  }
}

/** Keys longer than this are written with a `?`. */
const MAX_SIMPLE_KEY = 128;

const isDigit = (c: string): boolean => /^\p{Nd}$/u.test(c);
const isLetter = (c: string): boolean => /^\p{L}$/u.test(c);

/** The order of keys: numbers in them count as numbers, letters come after all else. Models goyaml.v2's keyList. */
function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let afterDigits = false;
  for (let i = 0; i < left.length && i < right.length; i++) {
    const l = left[i]!;
    const r = right[i]!;
    if (l === r) {
      afterDigits = isDigit(l);
      continue;
    }
    if (isLetter(l) && isLetter(r)) return l < r ? -1 : 1;
    if (isLetter(l) || isLetter(r)) return isLetter(l) === afterDigits ? -1 : 1;
    return compareNumbers(left, right, i) || (l < r ? -1 : 1);
  }
  return left.length - right.length;
}

/** Compares the numbers that go on at a place where two keys begin to differ. */
function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  let lead = '';
  if (left[at] === '0' || right[at] === '0') {
    // A zero counts for more after a digit that is none: 10 against 1x.
    for (let i = at - 1; i >= 0 && isDigit(left[i]!); i--) if (left[i] !== '0') lead = '1';
  }
  const digits = (key: readonly string[]): string => {
    let end = at;
    while (end < key.length && isDigit(key[end]!)) end++;
    return key.slice(at, end).join('');
  };
  const l = digits(left);
  const r = digits(right);
  return Number(lead + l) - Number(lead + r) || l.length - r.length;
}
