import { type Process, wait } from '../../api/process.ts';
import { type Bytes, decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { KubectlEnv, LocalFiles, Terminal } from '../kubectl/env.ts';
import { kubectl } from '../kubectl/kubectl.ts';
import type { Proc, Program } from '../shell/kernel/proc.ts';
import { type Tty, ttyOf } from '../shell/kernel/tty.ts';
import type { EditText } from './editor-program.ts';
import { filesOf } from './files.ts';

/** Everything of kubectl's environment that does not depend on the process that runs it. */
export type KubectlBase = Omit<
  KubectlEnv,
  'scope' | 'stdin' | 'input' | 'terminal' | 'cwd' | 'files' | 'localFiles' | 'write'
>;

/** The number of the signal that tells of a new window size. */
const SIGWINCH = 28;

/** kubectl as a program of a shell: it reads and writes the files of the process that runs it. */
export function kubectlProgram(base: (scope: Scope) => KubectlBase, parent: Scope, edit?: EditText): Program {
  return function* (proc) {
    const argv = proc.argv.slice(1).map(decodeUtf8);
    const scope = parent.child('kubectl');
    const tty = ttyOf(proc.files.get(0));
    // A signal ends the process without its code running on.
    proc.exited.onSettle(() => {
      scope.kill();
      if (tty) tty.raw = false;
    });
    const stdin = readsStandardInput(argv) ? decodeUtf8(yield* readAll(proc)) : undefined;
    const given = base(scope);
    const output = createOutput(proc, given, scope);
    const env: KubectlEnv = {
      ...given,
      scope,
      cwd: proc.cwd,
      files: filesOf(proc.kernel.fs, proc.cwd),
      localFiles: localFiles(proc),
      write: (stream, text) => output.add(stream === 'stdout' ? 1 : 2, text),
      input: { read: () => proc.read(0) },
      ...(tty && proc.files.get(1)?.isTty ? { terminal: terminalOf(proc, tty) } : {}),
      ...(edit ? { edit } : {}),
      ...(stdin === undefined ? {} : { stdin }),
    };
    const { exitCode } = yield* kubectl(argv, env);
    yield* output.finish();
    return exitCode;
  };
}

/** Writes what a program prints, in order; writing may have to wait, printing does not. */
function createOutput(proc: Proc, { engine }: KubectlBase, scope: Scope) {
  const parts: [fd: 1 | 2, text: string][] = [];
  let idle: Future<void> | undefined;
  function* run(done: Future<void>): Process<void> {
    for (let part = parts.shift(); part; part = parts.shift()) yield* proc.write(part[0], encodeUtf8(part[1]));
    idle = undefined;
    done.resolve();
  }
  return {
    add(fd: 1 | 2, text: string): void {
      parts.push([fd, text]);
      if (idle) return;
      idle = new Future<void>();
      engine.spawn(run(idle), scope);
    },
    /** Waits until all has been written. */
    *finish(): Process<void> {
      if (idle) yield* wait(idle);
    },
  };
}

function terminalOf(proc: Proc, tty: Tty): Terminal {
  return {
    get columns() {
      return tty.columns;
    },
    get rows() {
      return tty.rows;
    },
    setRaw(raw, onResize) {
      tty.raw = raw;
      if (onResize) proc.dispositions.set(SIGWINCH, onResize);
      else proc.dispositions.delete(SIGWINCH);
    },
  };
}

function localFiles(proc: Proc): LocalFiles {
  const { kernel, cwd, credentials } = proc;
  const { fs } = kernel;
  const typeOf = (path: string): 'file' | 'dir' | undefined => {
    const type = fs.find(path, cwd)?.node.type;
    return type === 'dir' || type === 'file' ? type : undefined;
  };
  const makeDir = (path: string): void => {
    const slash = path.replace(/\/+$/, '').lastIndexOf('/');
    if (slash > 0 && !typeOf(path.slice(0, slash))) makeDir(path.slice(0, slash));
    if (!typeOf(path)) fs.mkdir(path, cwd, 0o755, credentials);
  };
  return {
    typeOf,
    list: (path) => fs.list(path, cwd),
    read: (path) => fs.readFile(path, cwd),
    write(path, data) {
      const slash = path.lastIndexOf('/');
      if (slash > 0) makeDir(path.slice(0, slash));
      fs.writeFile(path, cwd, data);
    },
    makeDir,
  };
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
