import type { Tool } from '../tools.ts';
import { eachInput, linesOf, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

interface Key {
  readonly from: readonly [field: number, character: number];
  readonly to: readonly [field: number, character: number] | undefined;
  readonly flags: string;
}

/** Sorts lines by their bytes, numbers or fields. */
const sort: Tool = {
  names: ['sort'],
  *run(proc, args) {
    const parsed = options(args, 'nrufbgdhVcsk:t:o:zmi', { reverse: 'r', unique: 'u', 'numeric-sort': 'n', key: 'k' });
    const { flags, values, operands } = parsed;
    let lines: string[] = [];
    const status = yield* eachInput(proc, 'sort', operands, function* (file) {
      lines.push(...linesOf(yield* readRest(proc, file)));
    });
    if (status !== 0) return 2;
    const separator = values.get('t');
    const global = [...'nrfghVbd'].filter((letter) => flags.has(letter)).join('');
    const keys = parsed.all.filter(([letter]) => letter === 'k').map(([, text]) => parseKey(text, global));
    const compareKeys = (a: string, b: string): number => {
      if (keys.length === 0) return compare(a, b, global);
      for (const key of keys) {
        const order = compare(extract(a, key, separator), extract(b, key, separator), key.flags);
        if (order !== 0) return order;
      }
      return 0;
    };
    const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0) * (flags.has('r') ? -1 : 1);
    lines.sort((a, b) => compareKeys(a, b) || (flags.has('u') || flags.has('s') ? 0 : byBytes(a, b)));
    if (flags.has('u')) lines = lines.filter((line, i) => i === 0 || compareKeys(lines[i - 1]!, line) !== 0);
    const text = lines.map((line) => `${line}\n`).join('');
    const output = values.get('o');
    if (output !== undefined) proc.kernel.fs.writeFile(output, proc.cwd, text);
    else yield* proc.print(text);
    return 0;
  },
};

function parseKey(text: string, global: string): Key {
  const [from = '1', to] = text.split(',');
  const position = (part: string, character: number): [number, number] => {
    const [, field = '1', c] = /^(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    return [Number(field), c === undefined ? character : Number(c)];
  };
  const flags = text.replace(/[\d.,]/g, '');
  return { from: position(from, 1), to: to === undefined ? undefined : position(to, 0), flags: flags || global };
}

function extract(line: string, { from, to }: Key, separator: string | undefined): string {
  const fields = separator === undefined ? (line.match(/\s*\S+|\s+$/g) ?? []) : line.split(separator);
  const join = separator ?? '';
  const last = to ? to[0] : fields.length;
  const chosen = fields.slice(from[0] - 1, last);
  if (to && to[1] > 0 && chosen.length > 0) chosen.push(chosen.pop()!.slice(0, to[1]));
  return chosen.join(join).slice(from[1] - 1);
}

function compare(a: string, b: string, flags: string): number {
  const sign = flags.includes('r') ? -1 : 1;
  if (/[ngh]/.test(flags)) return (numberOf(a, flags) - numberOf(b, flags)) * sign;
  if (flags.includes('V')) return versions(a, b) * sign;
  const fold = (text: string): string => {
    const trimmed = flags.includes('b') ? text.trimStart() : text;
    return flags.includes('f') ? trimmed.toUpperCase() : trimmed;
  };
  const [x, y] = [fold(a), fold(b)];
  return (x < y ? -1 : x > y ? 1 : 0) * sign;
}

function numberOf(text: string, flags: string): number {
  const [, number = '0', unit = ''] = /^\s*([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)([KMGTP]?)/.exec(text) ?? [];
  return Number(number) * (flags.includes('h') ? 1024 ** ' KMGTP'.indexOf(unit || ' ') : 1);
}

function versions(a: string, b: string): number {
  const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [p = '', q = ''] = [x[i], y[i]];
    const order = /^\d/.test(p) && /^\d/.test(q) ? Number(p) - Number(q) : p < q ? -1 : p > q ? 1 : 0;
    if (order !== 0) return order;
  }
  return 0;
}

export default sort;
