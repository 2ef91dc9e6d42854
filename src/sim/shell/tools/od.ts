import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { eachInput, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

const ROW = 16;

/** Shows bytes as numbers: od, hexdump, xxd. */
const od: Tool = {
  names: ['od', 'hexdump', 'hd', 'xxd'],
  *run(proc, args, name) {
    const { flags, values, operands } = options(args, name === 'od' ? 'A:t:N:j:w:cxbdov' : 'Cn:s:vbcdoxl:p', {});
    let data = '';
    const status = yield* eachInput(proc, name, operands, function* (file) {
      data += yield* readRest(proc, file);
    });
    const skip = Number(values.get('j') ?? values.get('s') ?? 0);
    const most = values.get('N') ?? values.get('n') ?? values.get('l');
    const bytes = data.slice(skip, most === undefined ? undefined : skip + Number(most));
    if (name === 'xxd') yield* printXxd(proc, bytes, flags.has('p'));
    else if (name === 'hd' || flags.has('C')) yield* printCanonical(proc, bytes);
    else if (name === 'hexdump') yield* printRows(proc, bytes, 'x', 16, true);
    else yield* printRows(proc, bytes, kindOf(flags, values.get('t')), values.get('A') === 'n' ? 0 : 8, false);
    return status;
  },
};

function kindOf(flags: ReadonlySet<string>, type: string | undefined): string {
  if (type !== undefined) return type;
  const letter = ['c', 'b', 'x', 'd'].find((one) => flags.has(one)) ?? 'o';
  return { c: 'c', b: 'o1', x: 'x2', d: 'u2', o: 'o2' }[letter]!;
}

const NAMED: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

/** One row's numbers in a format such as c, x1, o2, d4. */
function row(bytes: Bytes, kind: string): string {
  if (kind === 'c') {
    return [...bytes].map((c) => characterOf(c.charCodeAt(0)).padStart(4)).join('');
  }
  const radix = kind[0] === 'x' ? 16 : kind[0] === 'o' ? 8 : 10;
  const size = { '1': 1, '2': 2, '8': 8 }[kind[1] ?? '4'] ?? 4;
  const isSigned = kind[0] === 'd';
  const digits = radix === 10 ? decimalWidth(size, isSigned) : Math.ceil((size * 8) / Math.log2(radix));
  let out = '';
  for (let i = 0; i < bytes.length; i += size) {
    let value = 0n;
    for (let k = size - 1; k >= 0; k--) value = (value << 8n) | BigInt(bytes.charCodeAt(i + k) || 0);
    if (isSigned) value = BigInt.asIntN(size * 8, value);
    out += ` ${value.toString(radix).padStart(digits, radix === 10 ? ' ' : '0')}`;
  }
  return out;
}

function decimalWidth(size: number, isSigned: boolean): number {
  return ({ 1: 3, 2: 5, 4: 10, 8: 20 }[size] ?? 10) + (isSigned ? 1 : 0);
}

function characterOf(code: number): string {
  const named = NAMED[code];
  if (named !== undefined) return named;
  return code >= 32 && code < 127 ? String.fromCharCode(code) : code.toString(8).padStart(3, '0');
}

/** Rows with their offsets (base 8 or 16; 0 for none); rows that repeat are one star. */
function* printRows(proc: Proc, bytes: Bytes, kind: string, base: 0 | 8 | 16, isHexdump: boolean): Process<void> {
  const offset = (at: number): string => (base === 0 ? '' : at.toString(base).padStart(7, '0'));
  const format = isHexdump ? 'x2' : kind;
  let before: string | undefined;
  let isStarred = false;
  let out = '';
  for (let at = 0; at < bytes.length; at += ROW) {
    const part = bytes.slice(at, at + ROW);
    if (part === before && part.length === ROW) {
      if (!isStarred) out += '*\n';
      isStarred = true;
      continue;
    }
    before = part;
    isStarred = false;
    out += `${offset(at)}${row(part, format)}\n`;
  }
  if (base !== 0 && (bytes.length > 0 || !isHexdump)) out += `${offset(bytes.length)}\n`;
  yield* proc.print(out);
}

const printable = (bytes: Bytes): string => bytes.replace(/[^ -~]/g, '.');

function* printCanonical(proc: Proc, bytes: Bytes): Process<void> {
  let out = '';
  for (let at = 0; at < bytes.length; at += ROW) {
    const part = bytes.slice(at, at + ROW);
    const hex = [...part].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0'));
    const halves = `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`;
    out += `${at.toString(16).padStart(8, '0')}  ${halves.padEnd(49)} |${printable(part)}|\n`;
  }
  if (bytes.length > 0) out += `${bytes.length.toString(16).padStart(8, '0')}\n`;
  yield* proc.print(out);
}

function* printXxd(proc: Proc, bytes: Bytes, isPlain: boolean): Process<void> {
  const hex = [...bytes].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  if (isPlain) {
    yield* proc.print(hex.replace(/.{1,60}/g, '$&\n'));
    return;
  }
  let out = '';
  for (let at = 0; at < bytes.length; at += ROW) {
    const part = hex.slice(at * 2, (at + ROW) * 2).replace(/.{4}(?=.)/g, '$& ');
    out += `${at.toString(16).padStart(8, '0')}: ${part.padEnd(39)}  ${printable(bytes.slice(at, at + ROW))}\n`;
  }
  yield* proc.print(out);
}

export default od;
