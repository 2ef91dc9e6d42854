import type { Process } from '../../../api/process.ts';
import { errorText } from '../errors.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { tryHelp } from './lib/complain.ts';
import { type Hunk, hunksOf } from './lib/difference.ts';
import { isBusybox, linesOf, readInput } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Compares two files: diff, cmp, comm. */
const compare: Tool = {
  names: ['diff', 'cmp', 'comm'],
  *run(proc, args, name) {
    const { flags, operands } = options(args, name === 'diff' ? 'uqrNBbwsU:a' : name === 'cmp' ? 's' : '123', {
      brief: 'q',
      unified: 'u',
      recursive: 'r',
      quiet: 's',
      silent: 's',
    });
    const [left, right] = operands;
    const problem = name === 'comm' ? 1 : 2;
    if (left === undefined || right === undefined) {
      yield* tryHelp(proc, name, left === undefined ? 'missing operand' : `missing operand after '${left}'`);
      return problem;
    }
    const texts: string[] = [];
    for (const path of [left, right]) {
      try {
        texts.push(yield* readInput(proc, path));
      } catch (error) {
        const why = errorText(error);
        yield* proc.complain(isBusybox(proc) ? `${name}: can't open '${path}': ${why}` : `${name}: ${path}: ${why}`);
        return problem;
      }
    }
    const [a, b] = texts as [string, string];
    if (name === 'cmp') return yield* compareBytes(proc, [left, right], [a, b], flags.has('s'));
    if (name === 'comm') return yield* common(proc, linesOf(a), linesOf(b), flags);
    if (a === b) return 0;
    if (flags.has('q')) yield* proc.print(`Files ${left} and ${right} differ\n`);
    else if (flags.has('u') || isBusybox(proc)) yield* proc.print(unified(left, right, a, b));
    else yield* proc.print(hunksOf(linesOf(a), linesOf(b)).map(normal).join(''));
    return 1;
  },
};

function* compareBytes(
  proc: Proc,
  [left, right]: readonly [string, string],
  [a, b]: readonly [string, string],
  isSilent: boolean,
): Process<number> {
  if (a === b) return 0;
  if (isSilent) return 1;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  const line = a.slice(0, at).split('\n').length;
  if (at < a.length && at < b.length) {
    const word = isBusybox(proc) ? 'char' : 'byte';
    yield* proc.print(`${left} ${right} differ: ${word} ${at + 1}, line ${line}\n`);
  } else
    yield* proc.complain(`cmp: EOF on ${a.length < b.length ? left : right} after byte ${at}, in line ${line - 1}`);
  return 1;
}

function* common(proc: Proc, a: readonly string[], b: readonly string[], hidden: ReadonlySet<string>): Process<number> {
  const shown = ['1', '2', '3'].filter((column) => !hidden.has(column));
  const row = (column: string, line: string): string =>
    shown.includes(column) ? `${'\t'.repeat(shown.indexOf(column))}${line}\n` : '';
  let out = '';
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [x, y] = [a[i], b[j]];
    if (x === y) {
      out += row('3', x!);
      i++;
      j++;
    } else if (y === undefined || (x !== undefined && x < y)) out += row('1', a[i++]!);
    else out += row('2', b[j++]!);
  }
  yield* proc.print(out);
  return 0;
}

function range(start: number, count: number): string {
  return count === 1 ? String(start + 1) : `${start + 1},${start + count}`;
}

function normal({ aFrom, a, bFrom, b }: Hunk): string {
  const kind = a.length === 0 ? 'a' : b.length === 0 ? 'd' : 'c';
  const left = kind === 'a' ? String(aFrom) : range(aFrom, a.length);
  const right = kind === 'd' ? String(bFrom) : range(bFrom, b.length);
  const lines = [
    `${left}${kind}${right}`,
    ...a.map((line) => `< ${line}`),
    ...(kind === 'c' ? ['---'] : []),
    ...b.map((line) => `> ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

const CONTEXT = 3;

function unified(left: string, right: string, aText: string, bText: string): string {
  const a = linesOf(aText);
  const hunks = hunksOf(a, linesOf(bText));
  let out = `--- ${left}\n+++ ${right}\n`;
  for (let i = 0; i < hunks.length; ) {
    let end = i;
    const reach = (one: Hunk): number => one.aFrom + one.a.length;
    while (end + 1 < hunks.length && hunks[end + 1]!.aFrom - reach(hunks[end]!) <= 2 * CONTEXT) end++;
    const group = hunks.slice(i, end + 1);
    const from = Math.max(0, group[0]!.aFrom - CONTEXT);
    const to = Math.min(a.length, reach(group.at(-1)!) + CONTEXT);
    const lines: string[] = [];
    let at = from;
    for (const one of group) {
      lines.push(...a.slice(at, one.aFrom).map((line) => ` ${line}`));
      lines.push(...one.a.map((line) => `-${line}`), ...one.b.map((line) => `+${line}`));
      at = reach(one);
    }
    lines.push(...a.slice(at, to).map((line) => ` ${line}`));
    const grown = group.reduce((sum, one) => sum + one.b.length - one.a.length, 0);
    const bStart = from + group[0]!.bFrom - group[0]!.aFrom;
    out += `@@ -${place(from, to - from)} +${place(bStart, to - from + grown)} @@\n${lines.join('\n')}\n`;
    i = end + 1;
  }
  return out;
}

function place(from: number, count: number): string {
  if (count === 1) return String(from + 1);
  return `${count === 0 ? from : from + 1},${count}`;
}

export default compare;
