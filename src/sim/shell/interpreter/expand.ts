import type { Word, WordPart } from 'unbash';
import { type Process, wait } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { evaluate } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { substitute, substituteFile } from './command-substitution.ts';
import { Fields } from './fields.ts';
import { glob } from './glob.ts';
import { expandParameter, expandSimple } from './parameter-expansion.ts';
import { parseScript } from './parse.ts';
import type { Shell } from './shell.ts';

/** Expands words to arguments: all expansions, field splitting, path names. */
export function* expandWords(shell: Shell, words: readonly Word[]): Process<Bytes[]> {
  const result: Bytes[] = [];
  for (const word of words) {
    if (isPlain(word)) result.push(word.value);
    else for (const one of expandBraces(shell, word)) yield* expandWord(shell, one, result);
  }
  return result;
}

/** Whether a word stands for itself. */
export function isPlain(word: Word): boolean {
  return word.parts === undefined && word.text === word.value && !word.text.startsWith('~');
}

function* expandWord(shell: Shell, word: Word, result: Bytes[]): Process<void> {
  const fields = new Fields(shell.variables.get('IFS')?.value ?? ' \t\n');
  yield* expandInto(shell, word, fields, false);
  fields.end();
  for (const { text, pattern, isPattern } of fields.done) {
    if (!isPattern || shell.options.has('f')) {
      result.push(text);
      continue;
    }
    const paths = glob(shell.proc.kernel.fs, shell.proc.cwd, pattern);
    if (paths.length > 0) result.push(...paths);
    else if (!shell.choices.has('nullglob')) result.push(text);
  }
}

/** Expands a word to one text: assignments, targets of redirections, the word of `case`. */
export function* expandText(shell: Shell, word: Word | undefined): Process<Bytes> {
  if (!word) return '';
  if (word.parts === undefined && word.text === word.value && !word.text.includes('~')) return word.value;
  const fields = new Fields(undefined);
  yield* expandInto(shell, word, fields, false);
  return fields.touch().text;
}

/** Expands a word to a pattern: quoted parts stand for themselves. */
export function* expandPattern(shell: Shell, word: Word | undefined): Process<string> {
  const fields = new Fields(undefined);
  if (word) yield* expandInto(shell, word, fields, false);
  return fields.touch().pattern;
}

/** Expands parts as inside double quotes: here-documents, the text of `$((…))`. */
export function* expandQuoted(shell: Shell, parts: readonly WordPart[]): Process<Bytes> {
  const fields = new Fields(undefined);
  for (const part of parts) yield* expandPart(shell, part, fields, true);
  return fields.touch().text;
}

/** Expands a word into fields that may have begun already. */
export function* expandInto(shell: Shell, word: Word, fields: Fields, isQuoted: boolean): Process<void> {
  const tilde = isQuoted ? undefined : /^~([a-z_][\w-]*)?(?=\/|$)/.exec(word.text);
  if (tilde) fields.quoted(homeOf(shell, tilde[1]) ?? tilde[0]);
  if (word.parts === undefined) {
    if (word.text !== '') fields.quoted(tilde ? word.value.slice(tilde[0].length) : word.value);
    return;
  }
  let isFirst = tilde !== null && tilde !== undefined;
  for (const part of word.parts) {
    if (isFirst && part.type === 'Literal') fields.quoted(part.value.slice(tilde?.[0].length));
    else yield* expandPart(shell, part, fields, isQuoted);
    isFirst = false;
  }
}

/** The home of whoever runs the shell, or of another user. */
function homeOf(shell: Shell, user: string | undefined): string | undefined {
  if (user === undefined) return shell.variables.get('HOME')?.value;
  const { fs } = shell.proc.kernel;
  const passwd = fs.find('/etc/passwd', '/') ? fs.readFile('/etc/passwd', '/') : '';
  return passwd
    .split('\n')
    .find((line) => line.startsWith(`${user}:`))
    ?.split(':')[5];
}

function* expandPart(shell: Shell, part: WordPart, fields: Fields, isQuoted: boolean): Process<void> {
  switch (part.type) {
    case 'Literal':
      fields.quoted(part.value);
      return;
    case 'SingleQuoted':
      fields.quoted(isQuoted ? part.text : part.value);
      return;
    case 'AnsiCQuoted':
      fields.quoted(shell.flavour === 'dash' ? `$${part.text.slice(2, -1)}` : part.value);
      return;
    case 'Glob':
      yield* expandGlob(shell, part, fields, isQuoted);
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      yield* expandDoubleQuoted(shell, part.parts, fields);
      return;
    case 'SimpleExpansion':
      expandSimple(shell, part.text.slice(1), fields, isQuoted);
      return;
    case 'ParameterExpansion':
      yield* expandParameter(shell, part, fields, isQuoted);
      return;
    case 'CommandExpansion': {
      const output = yield* substitute(shell, part.script, part.text);
      if (isQuoted) fields.quoted(output);
      else fields.unquoted(output);
      return;
    }
    case 'ProcessSubstitution':
      if (part.operator === '<' && shell.flavour === 'bash' && !isQuoted) {
        fields.quoted(yield* substituteFile(shell, part.script, part.text));
      } else fields.quoted(part.text);
      return;
    case 'ArithmeticExpansion': {
      const value = yield* arithmetic(shell, part.text.slice(3, -2));
      if (isQuoted) fields.quoted(value);
      else fields.unquoted(value);
      return;
    }
    default:
      fields.quoted(part.text);
  }
}

function* expandGlob(
  shell: Shell,
  part: WordPart & { type: 'Glob' },
  fields: Fields,
  isQuoted: boolean,
): Process<void> {
  if (isQuoted) fields.quoted(part.text);
  else if (part.kind !== 'bracket' || part.parts.every(({ type }) => type === 'Literal')) fields.wildcard(part.text);
  else {
    const inside = new Fields(undefined);
    for (const one of part.parts) yield* expandPart(shell, one, inside, false);
    fields.wildcard(`[${inside.touch().text}]`);
  }
}

function* expandDoubleQuoted(shell: Shell, parts: readonly WordPart[], fields: Fields): Process<void> {
  const isAll = (part: WordPart): boolean => part.text === '$@' || /^\$\{@\}$/.test(part.text);
  if (!(parts.length > 0 && parts.every(isAll) && shell.positional.length === 0)) fields.touch();
  for (const part of parts) yield* expandPart(shell, part, fields, true);
}

/** The value of `$((text))`. */
export function* arithmetic(shell: Shell, text: string): Process<Bytes> {
  let plain = text;
  if (/[$`"\\]/.test(text)) {
    const command = parseScript(`: "${text.replace(/"/g, '')}"`).commands[0]?.command;
    const word = command?.type === 'Command' ? command.suffix[0] : undefined;
    if (word?.type === 'Word') plain = yield* expandText(shell, word);
  }
  return String(evaluate(shell, plain));
}

/** Waits for a child in the foreground. */
export function* waitFor(child: {
  readonly alive: boolean;
  readonly exited: Parameters<typeof wait<void>>[0];
}): Process<void> {
  if (child.alive) yield* wait(child.exited);
}
