import { type Process, wait } from '../../../../api/process.ts';
import type { Bytes } from '../../../../base/bytes.ts';
import type { Proc } from '../../kernel/proc.ts';
import { findProgram } from '../../programs.ts';

/** Runs a program as a child and waits for it: what xargs, find -exec, timeout and watch do. Its exit code. */
export function* runCommand(proc: Proc, words: readonly Bytes[]): Process<number> {
  const child = yield* startCommand(proc, words);
  if (typeof child === 'number') return child;
  if (child.alive) yield* wait(child.exited);
  return child.exitCode;
}

/** Starts a program as a child; the exit code when there is none. */
export function* startCommand(proc: Proc, words: readonly Bytes[]): Process<Proc | number> {
  const found = findProgram(proc, words[0] ?? '', proc.env.get('PATH') ?? '/bin:/usr/bin');
  if (!('program' in found)) {
    const busybox = proc.kernel.options.flavour === 'busybox';
    const shown = busybox ? `can't execute '${words[0]}'` : proc.name === 'xargs' ? words[0] : `'${words[0]}'`;
    const why = found.problem === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
    yield* proc.complain(`${proc.name}: ${shown}: ${why}`);
    return found.problem === 'ENOENT' ? 127 : 126;
  }
  proc.charge(0.8);
  const argv = found.argv ? [...found.argv, ...words.slice(1)] : words;
  const { env, cwd, credentials, files, group } = proc;
  const child = proc.kernel.create({ argv, env, cwd, credentials, files, parent: proc, group });
  proc.kernel.run(child, found.program(child));
  return child;
}
