import type { Bytes } from '../../../../base/bytes.ts';
import { strftime } from './clock.ts';
import { resolveEscapes } from './escapes.ts';

/** What formatting as in C's printf gives: `bad` are arguments that are no numbers. */
export interface Formatted {
  readonly text: Bytes;
  readonly ended: boolean;
  readonly bad: readonly string[];
  /** What looked like a directive and is none: nothing is printed from there on. */
  readonly directive?: string;
}

/** What not every printf knows. */
export interface FormatRules {
  /** \x41 */
  readonly hex: boolean;
  /** %q */
  readonly quotes: boolean;
  /** %(…)T */
  readonly times: boolean;
}

/** awk's, and the shells' that know all. */
const ALL: FormatRules = { hex: true, quotes: true, times: true };

const DIRECTIVE = /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:l|h|\(([^)]*)\))?([diouxXcsbeEfgGqT]))/y;

/** Formats arguments; the format is used again while arguments are left, as printf(1) does, unless `once`. */
export function format(template: Bytes, args: readonly Bytes[], rules = ALL, once = false): Formatted {
  const state = { next: 0, bad: [] as string[] };
  let text = '';
  do {
    const before = state.next;
    const pass = formatOnce(template, args, state, rules);
    text += pass.text;
    if (pass.ended)
      return { text, ended: true, bad: state.bad, ...(pass.directive ? { directive: pass.directive } : {}) };
    if (state.next === before) break;
  } while (!once && state.next < args.length);
  return { text, ended: false, bad: state.bad };
}

function formatOnce(
  template: Bytes,
  args: readonly Bytes[],
  state: { next: number; bad: string[] },
  rules: FormatRules,
): { text: Bytes; ended: boolean; directive?: string } {
  let text = '';
  let plainFrom = 0;
  const flush = (end: number): boolean => {
    const plain = resolveEscapes(template.slice(plainFrom, end), true, rules.hex);
    text += plain.text;
    return plain.ended;
  };
  for (let i = template.indexOf('%'); i >= 0; i = template.indexOf('%', i)) {
    if (flush(i)) return { text, ended: true };
    DIRECTIVE.lastIndex = i;
    const match = DIRECTIVE.exec(template);
    const isKnown =
      match && (match[5] !== 'q' || rules.quotes) && (match[5] !== 'T' || (rules.times && match[4] !== undefined));
    if (!isKnown) {
      return { text, ended: true, directive: /^%[-+ #0-9.*]*[^-+ #0-9.*]?/.exec(template.slice(i))![0] };
    }
    const [whole, flags = '', width, precision, time = '', kind = '%'] = match;
    i = plainFrom = i + whole.length;
    if (kind === '%') {
      text += '%';
      continue;
    }
    const take = (): string | undefined => args[state.next++];
    const given = width === '*' ? Number(take() ?? 0) : Number(width ?? 0);
    const digits = precision === '*' ? Number(take() ?? 0) : precision === undefined ? undefined : Number(precision);
    const hasDot = whole.includes('.');
    const piece =
      kind === 'T' ? timeOf(time, take()) : one(kind, flags, hasDot ? (digits ?? 0) : undefined, take(), state.bad);
    text += pad(piece.text, given, flags, kind);
    if (piece.ended) return { text, ended: true };
  }
  const ended = flush(template.length);
  return { text, ended };
}

function timeOf(template: string, seconds = '0'): { text: string; ended: boolean } {
  return { text: strftime(template || '%T', Number(seconds) * 1000), ended: false };
}

function one(
  kind: string,
  flags: string,
  precision: number | undefined,
  arg: string | undefined,
  bad: string[],
): { text: string; ended: boolean } {
  const plain = (text: string): { text: string; ended: boolean } => ({ text, ended: false });
  switch (kind) {
    case 's':
      return plain((arg ?? '').slice(0, precision));
    case 'q':
      return plain(arg === undefined || arg === '' ? "''" : arg.replace(/[^\w@%+=:,./-]/g, '\\$&'));
    case 'c':
      return plain((arg ?? '').slice(0, 1));
    case 'b': {
      const { text, ended } = resolveEscapes(arg ?? '');
      return { text: text.slice(0, precision), ended };
    }
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return plain(signed(float(kind, toNumber(arg, bad), precision ?? 6, flags), flags));
    default:
      return plain(integer(kind, flags, precision, toNumber(arg, bad)));
  }
}

function toNumber(arg: string | undefined, bad: string[]): number {
  if (arg === undefined || arg === '') return 0;
  const quoted = /^['"](.)/s.exec(arg);
  if (quoted) return quoted[1]!.charCodeAt(0);
  const text = arg.trim();
  const octal = /^([-+]?)0([0-7]+)$/.exec(text);
  if (octal) return Number.parseInt(octal[2]!, 8) * (octal[1] === '-' ? -1 : 1);
  const hex = /^([-+]?)(0[xX][0-9a-fA-F]+)$/.exec(text);
  if (hex) return Number(hex[2]) * (hex[1] === '-' ? -1 : 1);
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) return Number(text);
  bad.push(arg);
  return Number(/^[-+]?\d+/.exec(text)?.[0] ?? 0);
}

function integer(kind: string, flags: string, precision: number | undefined, value: number): string {
  const whole = BigInt(Number.isFinite(value) ? Math.trunc(value) : 0);
  const isSigned = kind === 'd' || kind === 'i';
  const amount = isSigned ? (whole < 0n ? -whole : whole) : BigInt.asUintN(64, whole);
  const radix = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10;
  let digits = amount.toString(radix).padStart(precision ?? 0, '0');
  if (flags.includes('#')) digits = (kind === 'o' ? '0' : radix === 16 ? '0x' : '') + digits;
  if (kind === 'X') digits = digits.toUpperCase();
  return isSigned ? signed((whole < 0n ? '-' : '') + digits, flags) : digits;
}

function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return text;
  return (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
}

function float(kind: string, value: number, precision: number, flags: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (kind === 'f') return value.toFixed(Math.min(precision, 100));
  if (kind === 'e' || kind === 'E') {
    const text = value.toExponential(Math.min(precision, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
    return kind === 'E' ? text.toUpperCase() : text;
  }
  const digits = precision === 0 ? 1 : precision;
  const exponent = value === 0 ? 0 : Number(value.toExponential(digits - 1).split('e')[1]);
  const isLong = exponent < -4 || exponent >= digits;
  const text = isLong
    ? value.toExponential(digits - 1).replace(/e([-+])(\d)$/, 'e$10$2')
    : value.toFixed(Math.max(0, digits - 1 - exponent));
  if (flags.includes('#') || !text.includes('.')) return text;
  return text.replace(/\.?0+(e|$)/, '$1');
}

function pad(text: string, width: number, flags: string, kind: string): string {
  if (text.length >= Math.abs(width)) return text;
  if (flags.includes('-') || width < 0) return text.padEnd(Math.abs(width));
  if (!flags.includes('0') || /[scbq]/.test(kind)) return text.padStart(width);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
