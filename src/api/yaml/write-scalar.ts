import { resolveScalar, unsupportedFloat } from './scalar.ts';

/** Where a scalar is written. */
export interface ScalarPlace {
  /** How many characters stand before it on its line. */
  readonly column: number;
  /** The indentation of its further lines. */
  readonly indent: number;
  readonly isKey: boolean;
}

/** Lines are broken at the first single space after this column. */
const BEST_WIDTH = 80;

/** A scalar as goyaml.v2 writes it: plain where it can be, else quoted; texts of several lines as literals. */
export function scalarText(value: unknown, place: ScalarPlace): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return String(value);
  const found = analyze(value);
  if (value.includes('\n')) return found.block && !place.isKey ? literal(value, place) : doubleQuoted(value, place);
  if (!isText(value)) return doubleQuoted(value, place);
  if (found.plain) return folded(value, place, place.column);
  return found.single
    ? `'${folded(value.replaceAll("'", "''"), place, place.column + 1)}'`
    : doubleQuoted(value, place);
}

/** Whether a plain scalar would be read as a text again. */
function isText(text: string): boolean {
  if (typeof resolveScalar(text) !== 'string' || unsupportedFloat(text)) return false;
  return !/^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/.test(text) && !isTimestamp(text);
}

function isTimestamp(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) && isDate(text);
}

function isDate(text: string): boolean {
  const [year, month, day] = text.split(/[-Tt ]/).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** The styles that a text may be written in. */
interface Styles {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/** What neither a plain nor a single quoted scalar can hold: controls, tabs, characters beyond the first plane. */
const SPECIAL = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Models yaml_emitter_analyze_scalar. */
function analyze(text: string): Styles {
  const special = SPECIAL.test(text) || / [\n\u2028\u2029]/.test(text);
  const breakThenSpace = /[\n\u2028\u2029] /.test(text);
  const lines = /[\n\u2028\u2029]/.test(text);
  const indicator =
    /^(---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:]([ \t]|$)/.test(text) ||
    /:([ \t]|$)/.test(text) ||
    /[ \t\n]#/.test(text);
  const outerSpace = /^ | $/.test(text);
  return {
    plain: !special && !lines && !indicator && !outerSpace,
    single: !special && !breakThenSpace,
    block: !special && !text.endsWith(' '),
  };
}

/** A text of one line, broken at single spaces where it gets too long. */
function folded(text: string, { indent, isKey }: ScalarPlace, start: number): string {
  if (isKey || start + text.length <= BEST_WIDTH) return text;
  let result = '';
  let column = start;
  for (let i = 0; i < text.length; i++) {
    const breaks =
      text[i] === ' ' && column > BEST_WIDTH && text[i - 1] !== ' ' && text[i + 1] !== ' ' && i < text.length - 1;
    if (breaks) {
      result += `\n${' '.repeat(indent)}`;
      column = indent;
    } else {
      result += text[i];
      column++;
    }
  }
  return result;
}

function literal(text: string, { indent }: ScalarPlace): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return `|${hint}${chomping}\n${lines.join('\n')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(text: string, { column, indent, isKey }: ScalarPlace): string {
  let result = '"';
  let at = column + 1;
  let afterSpace = false;
  const characters = [...text];
  for (const [i, character] of characters.entries()) {
    const isSpace = character === ' ';
    if (isSpace && !isKey && !afterSpace && at > BEST_WIDTH && i > 0 && i < characters.length - 1) {
      const keep = characters[i + 1] === ' ' ? '\\' : '';
      result += `\n${' '.repeat(indent)}${keep}`;
      at = indent + keep.length;
    } else {
      const written = escaped(character);
      result += written;
      at += written.length;
    }
    afterSpace = isSpace;
  }
  return `${result}"`;
}

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  if (!SPECIAL.test(character)) return character;
  const hex = character.codePointAt(0)!.toString(16).toUpperCase();
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Whole numbers that 64 bits hold, else the shortest form of %g. */
function numberText(value: number): string {
  if (Number.isInteger(value) && value < 2 ** 64 && value >= -(2 ** 63)) return BigInt(value).toString();
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  const sign = power < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}
