import type { HereDoc, HereString, Redirect, Redirection } from 'unbash';
import type { Process } from '../../../api/process.ts';
import { SysError } from '../errors.ts';
import { type OpenFile, openText } from '../kernel/open-file.ts';
import { type Proc, release } from '../kernel/proc.ts';
import { expandQuoted, expandText } from './expand.ts';
import { ShellError } from './jumps.ts';
import type { Shell } from './shell.ts';

/** What stood at the numbers that redirections have changed; undefined for a number that was closed. */
export type SavedFiles = Map<number, OpenFile | undefined>;

/** Carries redirections out in the shell's process. Throws ShellError when a file cannot be opened. */
export function* redirect(shell: Shell, list: readonly Redirection[]): Process<SavedFiles> {
  const saved: SavedFiles = new Map();
  try {
    for (const one of list) yield* redirectOne(shell, one, saved);
  } catch (error) {
    restore(shell.proc, saved);
    throw error;
  }
  return saved;
}

/** Puts back what stood there before. */
export function restore(proc: Proc, saved: SavedFiles): void {
  for (const [fd, file] of saved) {
    if (!file) proc.closeFile(fd);
    else {
      proc.setFile(fd, file);
      release(file);
    }
  }
}

/** Forgets what stood there before: `exec >file` is for good. */
export function keep(saved: SavedFiles): void {
  for (const file of saved.values()) if (file) release(file);
}

function* redirectOne(shell: Shell, one: Redirection, saved: SavedFiles): Process<void> {
  const { proc } = shell;
  const given = one.descriptor?.type === 'FileDescriptor' ? one.descriptor.value : undefined;
  if (one.type === 'HereDoc') {
    put(proc, given ?? 0, openText(yield* hereDocText(shell, one)), saved);
    return;
  }
  const target = yield* expandText(shell, one.target);
  if (one.operator === '<<<') put(proc, given ?? 0, openText(`${target}\n`), saved);
  else if (one.operator === '<&' || one.operator === '>&') duplicate(shell, one, target, given, saved);
  else if (one.operator === '&>' || one.operator === '&>>') {
    const file = open(shell, target, one.operator === '&>' ? 'w' : 'a');
    put(proc, 1, file, saved);
    put(proc, 2, file, saved);
  } else {
    const modes = { '<': 'r', '>': 'w', '>|': 'w', '>>': 'a', '<>': 'rw' } as const;
    const mode = modes[one.operator];
    const exclusive = one.operator === '>' && shell.options.has('C') && isRegular(proc, target);
    put(proc, given ?? (one.operator.startsWith('<') ? 0 : 1), open(shell, target, mode, exclusive), saved);
  }
}

function duplicate(
  shell: Shell,
  { operator }: Redirect | HereString,
  target: string,
  given: number | undefined,
  saved: SavedFiles,
): void {
  const { proc } = shell;
  const fd = given ?? (operator === '<&' ? 0 : 1);
  if (target === '-') put(proc, fd, undefined, saved);
  else if (/^\d+$/.test(target)) {
    const file = proc.files.get(Number(target));
    if (!file) throw new ShellError(badDescriptor(shell, target), shell.flavour === 'dash' ? 2 : 1, false);
    put(proc, fd, file, saved);
  } else if (operator === '>&' && given === undefined && shell.flavour === 'bash') {
    const file = open(shell, target, 'w');
    put(proc, 1, file, saved);
    put(proc, 2, file, saved);
  } else throw new ShellError('Bad fd number', 2, false);
}

function badDescriptor({ flavour }: Shell, target: string): string {
  if (flavour === 'busybox') return `dup2(${target},1): Bad file descriptor`;
  return flavour === 'bash' ? `${target}: Bad file descriptor` : `${target}: Bad file descriptor`;
}

function* hereDocText(shell: Shell, { body, delimiter, operator }: HereDoc): Process<string> {
  const isPlain = delimiter?.quoted || !body.parts;
  const text = isPlain ? body.text : yield* expandQuoted(shell, body.parts!);
  return operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
}

function put(proc: Proc, fd: number, file: OpenFile | undefined, saved: SavedFiles): void {
  if (!saved.has(fd)) {
    const before = proc.files.get(fd);
    if (before) before.refs++;
    saved.set(fd, before);
  }
  if (file) proc.setFile(fd, file);
  else proc.closeFile(fd);
}

function isRegular(proc: Proc, path: string): boolean {
  return proc.kernel.fs.find(path, proc.cwd)?.node.type === 'file';
}

function open(shell: Shell, path: string, mode: 'r' | 'w' | 'a' | 'rw', exclusive = false): OpenFile {
  try {
    return shell.proc.open(path, mode, exclusive);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    throw new ShellError(openFailure(shell, path, mode, error), shell.flavour === 'dash' ? 2 : 1, false);
  }
}

function openFailure({ flavour }: Shell, path: string, mode: string, { code, message }: SysError): string {
  if (flavour === 'bash') return `${path}: ${code === 'EEXIST' ? 'cannot overwrite existing file' : message}`;
  const isRead = mode === 'r';
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  if (flavour === 'busybox') {
    const why = missing && code === 'ENOENT' ? (isRead ? 'no such file' : 'nonexistent directory') : message;
    return `can't ${isRead ? 'open' : 'create'} ${path}: ${why}`;
  }
  const why = code === 'ENOENT' ? (isRead ? 'No such file' : 'Directory nonexistent') : message;
  return `cannot ${isRead ? 'open' : 'create'} ${path}: ${why}`;
}
