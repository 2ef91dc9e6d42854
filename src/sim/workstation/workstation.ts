import type { Process, Waitable } from '../../api/process.ts';
import { wait } from '../../api/process.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { completeKubectl } from '../kubectl/complete/complete.ts';
import type { KubectlEnv, ListenOn } from '../kubectl/env.ts';
import { FileSystem } from '../shell/fs/file-system.ts';
import { overlay } from '../shell/fs/volume.ts';
import { ExitShell, LeaveLoop, ReturnFromCall, ShellError } from '../shell/interpreter/jumps.ts';
import { runText } from '../shell/interpreter/run-text.ts';
import { complaint, newShell, type Shell } from '../shell/interpreter/shell.ts';
import { Kernel } from '../shell/kernel/kernel.ts';
import { type OpenFile, openSink } from '../shell/kernel/open-file.ts';
import type { Proc, Program } from '../shell/kernel/proc.ts';
import { SIGINT, SIGQUIT, SIGTERM } from '../shell/kernel/signals.ts';
import { createTty, type Tty } from '../shell/kernel/tty.ts';
import { baseTree } from '../shell/rootfs/base-tree.ts';
import { mountSystem } from '../shell/rootfs/mount-system.ts';
import { standardFiles } from '../shell/rootfs/standard-files.ts';
import { toolNames, toolProgram } from '../shell/tools.ts';
import { completeFiles, wordAt } from './completion.ts';
import { EDITORS, editorProgram } from './editor-program.ts';
import type { FaultPort } from './fault-command.ts';
import { HOME } from './files.ts';
import { createHistory } from './history.ts';
import { type KubectlBase, kubectlProgram } from './kubectl-program.ts';
import { createLoopback } from './loopback.ts';
import { orreryProgram, type SchedulerRecords } from './orrery-program.ts';

/** Where the output of a line goes while it runs. */
export type Print = (stream: 'stdout' | 'stderr', text: string) => void;

/** The computer on which people type: a shell with files, the usual tools and kubectl. */
export interface Workstation {
  readonly kernel: Kernel;
  /** Serves the programs of the computer. */
  readonly listen: ListenOn;
  /** Runs a line in the person's shell, which keeps its variables and directory; one line at a time. */
  run(line: string, size: { readonly columns: number; readonly rows: number }, print: Print): Waitable<number>;
  /** What is typed while a line runs. */
  keys(data: string): void;
  /** What may stand before the cursor. */
  complete(line: string, cursor: number): Process<{ readonly from: number; readonly words: readonly string[] }>;
  /** The text that an editor was opened for, as it was saved; null when it was left as it is. */
  edited(text: string | null): void;
}

export interface WorkstationOptions {
  readonly engine: Engine;
  readonly scope: Scope;
  readonly kubectl: (scope: Scope) => KubectlBase;
  /** What the scheduler has kept. */
  readonly records: SchedulerRecords;
  readonly faults: FaultPort;
  /** Opens the page's editor; without one, editors are left at once. */
  readonly onEdit?: ((path: string, text: string) => void) | undefined;
}

interface Line {
  readonly text: string;
  readonly done: Future<number>;
}

const GIB = 1024 ** 3;
const CREDENTIALS = { uid: 1000, gid: 1000 };
const ENVIRONMENT = new Map([
  ['HOME', HOME],
  ['USER', 'you'],
  ['PATH', '/usr/local/bin:/usr/bin:/bin:/sbin'],
  ['TERM', 'xterm-256color'],
  ['EDITOR', 'vi'],
  ['SHELL', '/bin/bash'],
]);
const KUBECTL = ['kubectl', 'k'];

/** Makes the computer; nothing runs on it until somebody types. */
export function createWorkstation(options: WorkstationOptions): Workstation {
  const { engine, scope } = options;
  const loopback = createLoopback();
  const history = createHistory();
  const editing = createEditing(options.onEdit);
  const programs = new Map<string, Program>([
    ...KUBECTL.map((name): [string, Program] => [
      name,
      kubectlProgram(
        (child) => ({ ...options.kubectl(child), listen: loopback.listen }),
        scope,
        options.onEdit && editing.edit,
      ),
    ]),
    ...EDITORS.map((name): [string, Program] => [name, editorProgram(editing.edit)]),
    ['history', history.program],
    ['orrery', orreryProgram(options.records, options.faults)],
  ]);
  const kernel: Kernel = new Kernel({
    engine,
    scope,
    random: engine.random.fork('workstation'),
    fs: () => homeFiles(engine, () => kernel, [...programs.keys()]),
    flavour: 'bash',
    facts: () => ({
      hostname: 'workstation',
      cpus: 4,
      cpuLimit: 4,
      memoryBytes: 8 * GIB,
      memoryLimitBytes: 8 * GIB,
      kernelRelease: '6.1.0',
      bootMs: 0,
    }),
    network: loopback.network,
    programs: (name) => programs.get(name) ?? toolProgram(name),
  });
  let print: Print = () => undefined;
  const session = startShell(kernel, (stream, text) => print(stream, text));
  return {
    kernel,
    listen: loopback.listen,
    run(line, { columns, rows }, printer) {
      print = printer;
      session.tty.resize(columns, rows);
      const expanded = history.expand(line);
      if ('problem' in expanded) return session.run(`printf 'bash: %s\\n' '${expanded.problem}' >&2; false`);
      // What is run instead of what was typed is shown first.
      if (expanded.changed) print('stdout', `${expanded.line}\r\n`);
      return session.run(expanded.line);
    },
    keys: (data) => session.tty.input(encodeUtf8(data)),
    edited: editing.edited,
    complete: (line, cursor) =>
      complete(kernel, session.shell.proc.cwd, { ...options.kubectl(scope), scope }, line, cursor),
  };
}

/** Commands where one begins; what kubectl offers behind it; else files. */
function* complete(
  { fs }: Kernel,
  cwd: string,
  env: KubectlEnv,
  line: string,
  cursor: number,
): Process<{ readonly from: number; readonly words: readonly string[] }> {
  const { words, from, isCommand } = wordAt(line, cursor);
  const word = words.at(-1) ?? '';
  if (isCommand) {
    const names = [...KUBECTL, ...EDITORS, 'orrery', ...toolNames()].filter((name) => name.startsWith(word));
    return { from, words: names.sort() };
  }
  const found = KUBECTL.includes(words[0]!) ? yield* completeKubectl(words.slice(1), env) : [];
  return { from, words: found.length > 0 ? found : completeFiles(fs, cwd, word) };
}

function homeFiles(engine: Engine, kernel: () => Kernel, names: readonly string[]): FileSystem {
  const tree = baseTree(
    {
      ...standardFiles({ also: ['bash', 'curl', 'dig', 'jq', ...names] }),
      '/etc/passwd': `root:x:0:0:root:/root:/bin/bash\nyou:x:1000:1000::${HOME}:/bin/bash\n`,
      [HOME]: { dir: true },
    },
    engine.epochMs,
  );
  const fs = new FileSystem(overlay(tree), () => engine.unixMs);
  mountSystem(fs, kernel, { hostname: 'workstation', hosts: '127.0.0.1\tlocalhost\n', resolvConf: '' });
  fs.setMeta(HOME, '/', CREDENTIALS);
  return fs;
}

/** A shell at a terminal whose lines come from outside: the person's line editor is the page's. */
function startShell(kernel: Kernel, print: Print): { shell: Shell; tty: Tty; run(line: string): Waitable<number> } {
  const show = (stream: 'stdout' | 'stderr') => (data: string) => print(stream, decodeUtf8(data));
  const tty = createTty(kernel, show('stdout'));
  const error: OpenFile = { ...openSink(show('stderr')), isTty: true };
  const files = new Map<number, OpenFile>([
    [0, tty.file],
    [1, tty.file],
    [2, error],
  ]);
  const proc = kernel.create({ argv: ['bash'], env: ENVIRONMENT, cwd: HOME, credentials: CREDENTIALS, files });
  const shell = newShell(proc, 'bash', 'bash', true);
  // Caught rather than ignored: what is ignored would stay so in the programs that it runs.
  for (const signal of [SIGINT, SIGQUIT, SIGTERM]) proc.dispositions.set(signal, () => undefined);
  const lines: Line[] = [];
  let more = new Future<void>();
  function* loop(): Process<number> {
    for (;;) {
      const line = lines.shift();
      if (line) line.done.resolve(yield* runLine(shell, line.text));
      else {
        more = new Future();
        yield* wait(more);
      }
    }
  }
  kernel.run(proc, loop());
  return {
    shell,
    tty,
    run(text) {
      const done = new Future<number>();
      lines.push({ text, done });
      if (!more.settled) more.resolve();
      return done;
    },
  };
}

function* runLine(shell: Shell, text: string): Process<number> {
  try {
    return yield* runText(shell, text);
  } catch (reason) {
    return yield* statusOf(shell, shell.proc, reason);
  }
}

function* statusOf(shell: Shell, proc: Proc, reason: unknown): Process<number> {
  if (reason instanceof ExitShell) return reason.status;
  if (reason instanceof LeaveLoop || reason instanceof ReturnFromCall) return shell.status;
  if (!(reason instanceof ShellError)) throw reason;
  yield* proc.complain(complaint(shell, reason.message));
  shell.status = reason.status;
  return reason.status;
}

/** Hands texts to the page's editor and back. */
function createEditing(onEdit: WorkstationOptions['onEdit']) {
  let open: Future<string | null> | undefined;
  return {
    *edit(path: string, text: string): Process<string | null> {
      if (!onEdit) return null;
      open = new Future();
      onEdit(path, text);
      return yield* wait(open);
    },
    edited(text: string | null): void {
      const was = open;
      open = undefined;
      was?.resolve(text);
    },
  };
}
