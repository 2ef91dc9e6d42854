import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Builtin } from '../builtins.ts';
import { assign, parameter } from '../interpreter/variables.ts';
import type { Proc } from '../kernel/proc.ts';
import { readLine } from '../kernel/read-line.ts';
import { options } from '../tools/lib/options.ts';

/** Reads a line into variables. */
const read: Builtin = {
  names: ['read'],
  special: false,
  *run(shell, args) {
    const { proc } = shell;
    const { flags, operands, values } = options(args, 'rp:t:n:d:su:a');
    const prompt = values.get('p');
    if (prompt !== undefined && proc.files.get(0)?.isTty) yield* proc.write(2, prompt);
    const line = yield* logicalLine(proc, Number(values.get('u') ?? 0), flags.has('r'));
    const names = operands.length > 0 ? operands : ['REPLY'];
    const pieces = split(line.text, parameter(shell, 'IFS') ?? ' \t\n', names.length, flags.has('r'));
    for (const [index, name] of names.entries()) assign(shell, name, pieces[index] ?? '');
    return line.isWhole ? 0 : 1;
  },
};

/** A line without its newline; without -r a backslash before the newline goes on. */
function* logicalLine(proc: Proc, fd: number, isRaw: boolean): Process<{ text: Bytes; isWhole: boolean }> {
  let text = '';
  for (;;) {
    const line = yield* readLine(proc, fd);
    if (!line.endsWith('\n')) return { text: text + line, isWhole: false };
    text += line.slice(0, -1);
    if (isRaw || !/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return { text, isWhole: true };
    text = text.slice(0, -1);
  }
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
