import type { Assignment, Command, Word } from 'unbash';
import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { type Builtin, builtin } from '../builtins.ts';
import { assignArray, assignElement } from './arrays.ts';
import { tryRedirect } from './execute.ts';
import { arithmetic, expandText, expandWords, isPlain } from './expand.ts';
import { callFunction } from './functions.ts';
import { ExitShell, ShellError } from './jumps.ts';
import { keep, restore, type SavedFiles } from './redirect.ts';
import { runProgram } from './run-program.ts';
import { complaint, type Shell, type Variable } from './shell.ts';
import { assign, parameter } from './variables.ts';

/** A command of assignments, words and redirections. */
export function* runSimple(shell: Shell, node: Command, isLast: boolean): Process<number> {
  shell.substitutionStatus = undefined;
  const fixed = fixedWords(node);
  const first = fixed?.[0];
  if (fixed && first && first !== 'exec' && !shell.options.has('x') && !shell.functions.has(first)) {
    const own = builtin(first);
    if (own) return yield* runBuiltin(shell, own, fixed);
    return yield* runProgram(shell, fixed, NO_VALUES, isLast);
  }
  const words = yield* commandWords(shell, node);
  const assignments = node.prefix.filter((one) => one.type === 'Assignment');
  if (words.length === 0) return yield* withoutName(shell, node, assignments);
  const name = words[0]!;
  const values: [string, Bytes][] = [];
  for (const one of assignments) values.push([one.name, yield* assignmentValue(shell, one)]);
  if (shell.options.has('x')) yield* trace(shell, values, words);
  const fn = shell.functions.get(name);
  const own = fn ? undefined : builtin(name);
  const saved = yield* tryRedirect(shell, node.redirects);
  if (!saved) {
    if (own?.special && shell.flavour === 'dash' && !shell.interactive) throw new ExitShell(shell.status);
    return shell.status;
  }
  if (name === 'exec' && !fn) return yield* execBuiltin(shell, words.slice(1), values, saved);
  try {
    if (fn) return yield* withVariables(shell, values, false, () => callFunction(shell, name, fn, words.slice(1)));
    if (own) return yield* withVariables(shell, values, own.special, () => runBuiltin(shell, own, words));
    return yield* runProgram(shell, words, values, isLast);
  } finally {
    restore(shell.proc, saved);
  }
}

const NO_VALUES: readonly (readonly [string, Bytes])[] = [];
const fixedOf = new WeakMap<Command, readonly Bytes[] | null>();

/** The words of a command that has no assignments, redirections or expansions: they are the same each time it runs. */
function fixedWords(node: Command): readonly Bytes[] | undefined {
  let fixed = fixedOf.get(node);
  if (fixed === undefined) {
    const { name, prefix, suffix, redirects } = node;
    const words = [name, ...suffix].map((one) =>
      one !== undefined && (!('type' in one) || one.type === 'Word') && isPlain(one as Word)
        ? (one as Word).value
        : null,
    );
    const isFixed = prefix.length + redirects.length === 0 && words.every((word) => word !== null);
    fixed = isFixed ? (words as Bytes[]) : null;
    fixedOf.set(node, fixed);
  }
  return fixed ?? undefined;
}

/** `exec`: its redirections stay, its program takes the place of the shell. */
function* execBuiltin(
  shell: Shell,
  words: readonly Bytes[],
  values: readonly (readonly [string, Bytes])[],
  saved: SavedFiles,
): Process<number> {
  keep(saved);
  if (words.length === 0) return 0;
  const status = yield* runProgram(shell, words, values, true, shell.flavour === 'busybox' ? '' : 'exec: ');
  throw new ExitShell(status);
}

function* commandWords(shell: Shell, { name, suffix }: Command): Process<Bytes[]> {
  if (!name) return [];
  const plain = suffix.filter((one) => one.type === 'Word');
  const words = yield* expandWords(shell, [name, ...plain]);
  if (plain.length === suffix.length || !suffix.some((one) => one.type === 'Assignment')) return words;
  // The arguments of export, local and their like, in their order.
  const list: Bytes[] = yield* expandWords(shell, [name]);
  for (const one of suffix) {
    if (one.type === 'Word') list.push(...(yield* expandWords(shell, [one])));
    else if (one.type === 'Assignment') list.push(`${one.name}=${yield* assignmentValue(shell, one)}`);
  }
  return list;
}

function* assignmentValue(shell: Shell, { name, value, append, index, text: source }: Assignment): Process<Bytes> {
  // Before a command, or as an argument of a builtin, an array is text to bash.
  if (value.type === 'ArrayValue' || index) return source.slice(source.indexOf('=') + 1);
  const text = yield* expandText(shell, value satisfies Word);
  const isInteger = shell.variables.get(name)?.isInteger ?? false;
  if (isInteger) return yield* arithmetic(shell, append ? `(${parameter(shell, name) ?? 0}) + (${text})` : text);
  return append ? (parameter(shell, name) ?? '') + text : text;
}

function* withoutName(shell: Shell, node: Command, assignments: readonly Assignment[]): Process<number> {
  const values: [string, Bytes][] = [];
  for (const one of assignments) values.push([one.name, yield* assignOne(shell, one)]);
  if (shell.options.has('x')) yield* trace(shell, values, []);
  const saved = yield* tryRedirect(shell, node.redirects);
  if (!saved) return shell.status;
  restore(shell.proc, saved);
  return shell.substitutionStatus ?? 0;
}

/** Carries an assignment out. Returns what was assigned, as a trace shows it. */
function* assignOne(shell: Shell, one: Assignment): Process<Bytes> {
  const { name, value, append = false, index, text } = one;
  if (value.type === 'ArrayValue') {
    yield* assignArray(shell, name, value, append);
    return text.slice(text.indexOf('=') + 1);
  }
  if (index) {
    const element = yield* expandText(shell, value);
    yield* assignElement(shell, name, index, element, append);
    return element;
  }
  const plain = yield* assignmentValue(shell, one);
  assign(shell, name, plain);
  return plain;
}

function* runBuiltin(shell: Shell, own: Builtin, words: readonly Bytes[]): Process<number> {
  try {
    return yield* own.run(shell, words.slice(1), words[0]!);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    // Errors of special builtins end a shell that is not interactive.
    yield* shell.proc.complain(complaint(shell, error.message));
    if ((own.special || error.fatal) && !shell.interactive && shell.flavour !== 'bash')
      throw new ExitShell(error.status);
    return error.status;
  }
}

/** Runs with assignments that hold for one command only; those before a special builtin stay. */
function* withVariables(
  shell: Shell,
  values: readonly (readonly [string, Bytes])[],
  stay: boolean,
  run: () => Process<number>,
): Process<number> {
  if (values.length === 0) return yield* run();
  const before: [string, Variable | undefined][] = values.map(([name]) => {
    const variable = shell.variables.get(name);
    return [name, variable && { ...variable }];
  });
  for (const [name, value] of values) assign(shell, name, value, !stay);
  try {
    return yield* run();
  } finally {
    if (!stay) {
      for (const [name, variable] of before) {
        if (variable) shell.variables.set(name, variable);
        else shell.variables.delete(name);
      }
    }
  }
}

function* trace(shell: Shell, values: readonly (readonly [string, Bytes])[], words: readonly Bytes[]): Process<void> {
  const prefix = parameter(shell, 'PS4') ?? '';
  const quote = (text: string): string =>
    /^[\w@%+=:,./[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  const shown = shell.flavour === 'dash' ? words : words.map(quote);
  yield* shell.proc.complain(prefix + [...values.map(([name, value]) => `${name}=${value}`), ...shown].join(' '));
}
