import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Builtin } from '../builtins.ts';
import { setElements } from '../interpreter/arrays.ts';
import { ShellError } from '../interpreter/jumps.ts';
import type { Shell } from '../interpreter/shell.ts';
import { assign, isName, parameter } from '../interpreter/variables.ts';
import type { Proc } from '../kernel/proc.ts';
import { readLine } from '../kernel/read-line.ts';
import { options } from '../tools/lib/options.ts';

/** Reads a line into variables. */
const read: Builtin = {
  names: ['read'],
  special: false,
  *run(shell, args) {
    const { proc } = shell;
    const isDash = shell.flavour === 'dash';
    const { flags, operands, values, unknown } = options(args, isDash ? 'rp:' : 'rp:t:n:N:d:su:a:e');
    if (isDash && unknown !== undefined) throw new ShellError(`read: Illegal option ${unknown}`, 2, false);
    if (isDash && operands.length === 0) throw new ShellError('read: arg count', 2, false);
    const array = values.get('a');
    const wrong = [...operands, array ?? 'REPLY'].find((name) => !isName(name));
    if (wrong !== undefined) throw new ShellError(badName(shell, wrong), isDash ? 2 : 1, false);
    const prompt = values.get('p');
    if (prompt !== undefined && proc.files.get(0)?.isTty) yield* proc.write(2, prompt);
    const line = yield* logicalLine(proc, limitsOf(values, flags.has('r')));
    const names = operands.length > 0 ? operands : ['REPLY'];
    if (array !== undefined) {
      const words = split(line.text, parameter(shell, 'IFS') ?? ' \t\n', Infinity, flags.has('r'));
      setElements(
        shell,
        array,
        new Map(words.filter((word, i) => word !== '' || i < words.length - 1).map((word, i) => [i, word])),
      );
      return line.isWhole ? 0 : 1;
    }
    if (operands.length === 0) {
      assign(shell, 'REPLY', flags.has('r') ? line.text : line.text.replace(/\\(.)/gs, '$1'));
      return line.isWhole ? 0 : 1;
    }
    const pieces = split(line.text, parameter(shell, 'IFS') ?? ' \t\n', names.length, flags.has('r'));
    for (const [index, name] of names.entries()) assign(shell, name, pieces[index] ?? '');
    return line.isWhole ? 0 : 1;
  },
};

function badName({ flavour }: Shell, name: string): string {
  return flavour === 'bash' ? `read: \`${name}': not a valid identifier` : `read: ${name}: bad variable name`;
}

/** How far a read goes. */
interface Limits {
  readonly fd: number;
  readonly isRaw: boolean;
  /** What ends it, instead of a newline. */
  readonly delimiter: string;
  /** Characters that are enough. */
  readonly most: number;
  /** Whether only their number ends it: `-N`. */
  readonly isExact: boolean;
}

function limitsOf(values: ReadonlyMap<string, string>, isRaw: boolean): Limits {
  const most = values.get('n') ?? values.get('N');
  return {
    fd: Number(values.get('u') ?? 0),
    isRaw,
    delimiter: values.has('d') ? values.get('d')!.slice(0, 1) || '\0' : '\n',
    most: most === undefined ? Infinity : Number(most),
    isExact: values.has('N'),
  };
}

/** A line without its end; without -r a backslash before the newline goes on. */
function* logicalLine(proc: Proc, limits: Limits): Process<{ text: Bytes; isWhole: boolean }> {
  const { fd, isRaw, delimiter, most } = limits;
  if (delimiter !== '\n' || most !== Infinity) return yield* characters(proc, limits);
  let text = '';
  for (;;) {
    const line = yield* readLine(proc, fd);
    if (!line.endsWith('\n')) return { text: text + line, isWhole: false };
    text += line.slice(0, -1);
    if (isRaw || !/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return { text, isWhole: true };
    text = text.slice(0, -1);
  }
}

function* characters(proc: Proc, { fd, delimiter, most, isExact }: Limits): Process<{ text: Bytes; isWhole: boolean }> {
  let text = '';
  while (text.length < most) {
    const next = yield* proc.read(fd, 1);
    if (next === '') return { text, isWhole: false };
    if (next === delimiter && !isExact) break;
    text += next;
  }
  return { text, isWhole: true };
}

/** Splits at separators into at most `count` pieces; the last takes the rest. */
function split(text: string, ifs: string, count: number, isRaw: boolean): string[] {
  const isBlank = (c: string | undefined): boolean => c !== undefined && ' \t\n'.includes(c) && ifs.includes(c);
  const pieces: string[] = [];
  let i = 0;
  while (isBlank(text[i])) i++;
  while (i < text.length && pieces.length < count - 1) {
    let piece = '';
    while (i < text.length && !ifs.includes(text[i]!)) {
      if (!isRaw && text[i] === '\\') i++;
      piece += text[i++] ?? '';
    }
    pieces.push(piece);
    while (isBlank(text[i])) i++;
    if (i < text.length && ifs.includes(text[i]!)) i++;
    while (isBlank(text[i])) i++;
  }
  let end = text.length;
  while (end > i && isBlank(text[end - 1])) end--;
  let rest = text.slice(i, end);
  const lone = rest.slice(0, -1);
  if (rest !== '' && ifs.includes(rest.slice(-1)) && ![...lone].some((c) => ifs.includes(c))) rest = lone;
  pieces.push(isRaw ? rest : rest.replace(/\\(.)/gs, '$1'));
  return pieces;
}

export default read;
