import type { ParsedScript } from 'unbash';
import { type Process, wait } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { Future } from '../../engine/future.ts';
import { SysError } from '../errors.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import { runList } from './execute.ts';
import type { Shell } from './shell.ts';
import { spawnSubshell } from './subshell.ts';

/** Runs `$(…)` or `` `…` `` in a subshell: what it prints, without newlines at the end. */
export function* substitute(shell: Shell, script: ParsedScript | undefined, text: string): Process<Bytes> {
  return (yield* outputOf(shell, script, text)).replace(/\n+$/, '').replaceAll('\0', '');
}

/**
 * The path of a file that holds what a script prints: `<(…)`. A real shell hands over a pipe that fills while it is
 * read; here the script has ended by then.
 */
export function* substituteFile(shell: Shell, script: ParsedScript | undefined, text: string): Process<string> {
  const output = yield* outputOf(shell, script, text);
  const { fs } = shell.proc.kernel;
  for (let i = 0; ; i++) {
    const path = `/tmp/sh-np.${i}`;
    if (fs.find(path, '/')) continue;
    fs.writeFile(path, '/', output);
    return path;
  }
}

function* outputOf(shell: Shell, script: ParsedScript | undefined, text: string): Process<Bytes> {
  if (!script) return '';
  const capture = new Capture();
  const child = spawnSubshell(shell, {
    files: new Map(shell.proc.files).set(1, capture),
    run: function* (subshell) {
      if (script.source !== undefined) {
        subshell.source = script.source;
      }
      return yield* runList(subshell, script.commands, true);
    },
    text,
  });
  if (!capture.closed.settled) yield* wait(capture.closed);
  if (child.alive) yield* wait(child.exited);
  shell.children.delete(child.pid);
  shell.substitutionStatus = child.exitCode;
  return capture.text;
}

/** Takes what a subshell prints; closed when nobody can print to it any more. */
class Capture implements OpenFile {
  refs = 0;
  text: Bytes = '';
  readonly closed = new Future<void>();

  *read(): Process<Bytes> {
    throw new SysError('EBADF');
  }

  *write(_by: unknown, data: Bytes): Process<void> {
    this.text += data;
  }

  close(): void {
    this.closed.resolve();
  }
}
