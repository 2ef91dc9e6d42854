import type { Process } from '../../api/process.ts';
import { type Bytes, decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { Scope } from '../engine/scope.ts';
import type { KubectlEnv } from '../kubectl/env.ts';
import { kubectl } from '../kubectl/kubectl.ts';
import type { Proc, Program } from '../shell/kernel/proc.ts';
import { filesOf } from './files.ts';

/** Everything of kubectl's environment that does not depend on the process that runs it. */
export type KubectlBase = Omit<KubectlEnv, 'scope' | 'stdin' | 'files' | 'write'>;

/** kubectl as a program of a shell: it reads and writes the files of the process that runs it. */
export function kubectlProgram(base: (scope: Scope) => KubectlBase, parent: Scope): Program {
  return function* (proc) {
    const argv = proc.argv.slice(1).map(decodeUtf8);
    const scope = parent.child('kubectl');
    // A signal ends the process without its code running on.
    proc.exited.onSettle(() => scope.kill());
    const stdin = readsStandardInput(argv) ? decodeUtf8(yield* readAll(proc)) : undefined;
    const output = new Output();
    const env: KubectlEnv = {
      ...base(scope),
      scope,
      files: filesOf(proc.kernel.fs, proc.cwd),
      write: (stream, text) => output.add(stream, text),
      ...(stdin === undefined ? {} : { stdin }),
    };
    const { exitCode } = yield* flushing(proc, output, kubectl(argv, env));
    return exitCode;
  };
}

/** Texts that a program has printed and that have not been written yet: writing may have to wait. */
class Output {
  private parts: [fd: 1 | 2, text: string][] = [];

  add(stream: 'stdout' | 'stderr', text: string): void {
    this.parts.push([stream === 'stdout' ? 1 : 2, text]);
  }

  *flush(proc: Proc): Process<void> {
    const { parts } = this;
    this.parts = [];
    for (const [fd, text] of parts) yield* proc.write(fd, encodeUtf8(text));
  }
}

/** Runs a process, and writes what it has printed whenever it waits. */
function* flushing<T>(proc: Proc, output: Output, process: Process<T>): Process<T> {
  let next = process.next();
  for (;;) {
    yield* output.flush(proc);
    if (next.done) return next.value;
    let value: unknown;
    try {
      value = yield next.value;
    } catch (error) {
      next = process.throw(error);
      continue;
    }
    next = process.next(value);
  }
}

/** Whether a kubectl command line takes a manifest or the like from standard input. */
function readsStandardInput(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((arg) => arg === '-' || /^(?:-f|--[\w-]+=)-$/.test(arg));
}

function* readAll(proc: Proc): Process<Bytes> {
  let all = '';
  for (;;) {
    const data = yield* proc.read(0);
    if (data === '') return all;
    all += data;
  }
}
