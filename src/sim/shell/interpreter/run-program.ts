import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Proc, Program } from '../kernel/proc.ts';
import { SIGINT, signalText } from '../kernel/signals.ts';
import { findProgram, type ProgramSearch } from '../programs.ts';
import { setForeground } from './jobs.ts';
import { complaint, type Shell } from './shell.ts';
import { FORK_MS, forked } from './subshell.ts';
import { environment, parameter } from './variables.ts';

/** Loading a program costs about this much processor time. */
const EXEC_MS = 0.5;

/** Runs a program in a child, or with `inPlace` in the shell's own process, which then does nothing else. */
export function* runProgram(
  shell: Shell,
  words: readonly Bytes[],
  values: readonly (readonly [string, Bytes])[],
  inPlace: boolean,
  prefix = '',
): Process<number> {
  const { proc } = shell;
  const path = values.find(([name]) => name === 'PATH')?.[1] ?? parameter(shell, 'PATH') ?? '';
  const found = findRemembered(shell, words[0]!, path);
  if (!('program' in found)) return yield* refuse(shell, words[0]!, found, prefix);
  const env = environment(shell, values);
  const argv = found.argv ? [...found.argv, ...words.slice(1)] : words;
  if (inPlace && !shell.interactive) return yield* replace(proc, argv, env, found.program);
  proc.charge(FORK_MS + EXEC_MS);
  const group = shell.options.has('m') ? undefined : proc.group;
  const { cwd, credentials, files } = proc;
  const child = forked(shell, () => proc.kernel.create({ argv, env, cwd, credentials, files, parent: proc, group }));
  if (proc.dispositions.size > 0) {
    for (const [signal, disposition] of proc.dispositions) {
      if (disposition === 'ignore') child.dispositions.set(signal, 'ignore');
    }
  }
  setForeground(shell, child.group);
  proc.kernel.run(child, found.program(child));
  if (child.alive) yield child.exited;
  setForeground(shell, undefined);
  if (child.killedBy > 0) yield* reportKill(shell, child);
  return child.exitCode;
}

/** Looks where the program was the last time first. */
function findRemembered(shell: Shell, name: string, path: string): ProgramSearch {
  const { changes } = shell.proc.kernel.fs;
  const place = shell.places.get(name);
  const isKnown = place?.searchPath === path;
  if (isKnown && place.changes === changes) return place.search;
  const again = isKnown ? findProgram(shell.proc, place.path, path) : undefined;
  const search = again && 'program' in again ? again : findProgram(shell.proc, name, path);
  if ('program' in search && search.path.startsWith('/'))
    shell.places.set(name, {
      searchPath: path,
      path: search.path,
      search,
      changes: search.isOfRoot ? changes : -1,
    });
  return search;
}

function* replace(
  proc: Proc,
  argv: readonly Bytes[],
  env: ReadonlyMap<string, Bytes>,
  program: Program,
): Process<number> {
  proc.charge(EXEC_MS);
  proc.argv = argv;
  proc.env = env;
  for (const [signal, disposition] of proc.dispositions) {
    if (disposition !== 'ignore') proc.dispositions.delete(signal);
  }
  return yield* program(proc);
}

function* reportKill(shell: Shell, { killedBy }: Proc): Process<void> {
  const text = signalText(killedBy);
  if (killedBy === SIGINT && shell.interactive) yield* shell.proc.print('\n');
  else if (text && (shell.interactive || shell.flavour !== 'bash')) yield* shell.proc.complain(text);
}

function* refuse(
  shell: Shell,
  name: string,
  { problem }: Exclude<ProgramSearch, { program: Program }>,
  prefix: string,
): Process<number> {
  const isBash = shell.flavour === 'bash';
  if (problem === 'ENOENT') {
    const isPath = name.includes('/');
    const text = isPath && isBash ? 'No such file or directory' : isBash ? 'command not found' : 'not found';
    yield* shell.proc.complain(complaint(shell, `${prefix}${name}: ${text}`));
    return 127;
  }
  const text = problem === 'EISDIR' && isBash ? 'Is a directory' : 'Permission denied';
  yield* shell.proc.complain(complaint(shell, `${prefix}${name}: ${text}`));
  return 126;
}
