import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { Future } from '../../engine/future.ts';
import { SysError } from '../errors.ts';
import type { Credentials } from '../fs/file-system.ts';
import type { Flavour, Kernel } from './kernel.ts';
import { type OpenFile, openNode } from './open-file.ts';
import { HARMLESS, SIGKILL } from './signals.ts';

/** A program of the simulation: it runs as a process and returns its exit code. */
export type Program = (proc: Proc) => Process<number>;

/** What a new process gets. */
export interface ProcOptions {
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, Bytes>;
  readonly cwd: string;
  readonly credentials: Credentials;
  /** Open files by number; the new process holds each of them too. */
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly parent?: Proc | undefined;
  /** Its process group; its own by default. */
  readonly group?: number | undefined;
}

/** What a process does on a signal, other than to die; `sender` is the number of the process that sent it, 0 if outside. */
export type Disposition = 'ignore' | ((signal: number, sender: number) => void);

/** A shell, as far as its builtins complain in its words. */
export interface Speaker {
  readonly flavour: Flavour;
  /** The complaint as the shell begins it. */
  say(text: string): string;
}

/** Work that costs more processor time than this is let pass in virtual time. */
const PATIENCE_MS = 5;
/** A process that has worked this long without a pause takes bigger steps, so that a busy loop costs few events. */
const HOG_MS = 500;
const MAX_STEP_FACTOR = 32;

/** A process: a running program with its number, files and signals. */
export class Proc {
  readonly kernel: Kernel;
  readonly pid: number;
  parent: Proc | undefined;
  group: number;
  argv: readonly string[];
  /** Shared with others: whoever changes it puts another in its place. */
  env: ReadonlyMap<string, Bytes>;
  cwd: string;
  credentials: Credentials;
  /** The name of its program, where its first word does not say it. */
  comm: string | undefined;
  umask = 0o022;
  /** What `ulimit -c` says. */
  coreLimit = 'unlimited';
  readonly files: Map<number, OpenFile>;
  readonly startedMs: number;
  readonly exited = new Future<void>();
  alive = true;
  exitCode = 0;
  /** The signal that killed it, 0 for none. */
  killedBy = 0;
  cpuMs = 0;
  /** Memory that it uses, in bytes. */
  memoryBytes: number;
  /** What the kernel runs, and for what it waits. */
  code: Process<number> | undefined;
  waitsFor: unknown;
  timer: number | undefined;
  /** The shell that runs a tool inside itself, which then speaks in its name. */
  speaker: Speaker | undefined;
  private debtMs = 0;
  private hotMs = 0;
  private wake: Future<void> | undefined;
  private reactions: Map<number, Disposition> | undefined;

  constructor(kernel: Kernel, pid: number, options: ProcOptions) {
    this.kernel = kernel;
    this.pid = pid;
    this.parent = options.parent;
    this.group = options.group ?? pid;
    this.argv = options.argv;
    this.env = options.env;
    this.cwd = options.cwd;
    this.credentials = options.credentials;
    const files = new Map<number, OpenFile>();
    options.files.forEach((file, fd) => {
      file.refs++;
      files.set(fd, file);
    });
    this.files = files;
    this.startedMs = kernel.nowMs;
    this.memoryBytes = 500_000;
    if (options.parent) this.umask = options.parent.umask;
  }

  /** The name of the program, as `ps -o comm` shows it. */
  get name(): string {
    if (this.comm !== undefined) return this.comm;
    const [word = ''] = this.argv;
    return word.slice(word.lastIndexOf('/') + 1);
  }

  /** The clock of the process: virtual time and the processor time that it has used since. */
  get nowMs(): number {
    return this.kernel.nowMs + this.debtMs;
  }

  /** What it does on signals, by their numbers; most processes never say. */
  get dispositions(): Map<number, Disposition> {
    this.reactions ??= new Map();
    return this.reactions;
  }

  /** Counts processor time. */
  charge(ms: number): void {
    this.debtMs += ms * (this.hotMs < HOG_MS ? 1 : Math.min(MAX_STEP_FACTOR, this.hotMs / HOG_MS));
  }

  /** Whether so much processor time has been used that virtual time has to pass: then yield 0. */
  get isTired(): boolean {
    return this.debtMs >= PATIENCE_MS;
  }

  /** Hands the processor time that has not passed yet over, to a child or back to the parent. */
  takeDebt(waits: boolean): number {
    const debt = this.debtMs;
    this.debtMs = 0;
    this.cpuMs += debt;
    this.hotMs = waits ? 0 : this.hotMs + debt;
    return debt;
  }

  /** Takes over the debt of another process, whose processor time it was. */
  owe(debtMs: number): void {
    this.debtMs += debtMs;
    this.cpuMs -= debtMs;
  }

  file(fd: number): OpenFile {
    const file = this.files.get(fd);
    if (!file) throw new SysError('EBADF');
    return file;
  }

  /** Puts an open file at a number, closing what was there. */
  setFile(fd: number, file: OpenFile): void {
    file.refs++;
    this.closeFile(fd);
    this.files.set(fd, file);
  }

  closeFile(fd: number): void {
    const file = this.files.get(fd);
    if (!file) return;
    this.files.delete(fd);
    release(file);
  }

  read(fd: number, max = 65_536): Process<Bytes> {
    return this.file(fd).read(this, max);
  }

  write(fd: number, data: Bytes): Process<void> {
    return data === '' ? nothing() : this.file(fd).write(this, data);
  }

  /** Prints to standard output. */
  print(data: Bytes): Process<void> {
    return this.write(1, data);
  }

  /** Prints a line to standard error, if it is open. */
  *complain(line: Bytes): Process<void> {
    if (this.files.has(2)) yield* this.write(2, `${line}\n`);
  }

  /** Opens a path; the file is not at a number yet. */
  open(path: string, mode: 'r' | 'w' | 'a' | 'rw', exclusive = false): OpenFile {
    const fd = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1] ?? STANDARD[path];
    if (fd !== undefined) return this.file(Number(fd));
    const { fs } = this.kernel;
    const found = fs.find(path, this.cwd);
    const again = found ? undefined : linkToStandard(this, path);
    if (again !== undefined) return this.file(again);
    if (found?.node.type === 'device' && found.node.device === 'tty') return this.tty();
    if (mode === 'r') return openNode(this.readable(path), 'r');
    return openNode(
      fs.openFile(path, this.cwd, { create: true, exclusive, mode: 0o666 & ~this.umask, by: this.credentials }),
      mode,
    );
  }

  /** Whether a signal that arrives now would be handled or ignored; process 1 is deaf to all others but SIGKILL. */
  signal(signal: number, sender = 0): void {
    if (!this.alive || signal === 0) return;
    // Nobody inside can kill the process that all others depend on.
    if (this.pid === 1 && signal === SIGKILL && sender > 0) return;
    const disposition = signal === SIGKILL ? undefined : this.reactions?.get(signal);
    if (disposition === 'ignore') return;
    if (disposition) {
      disposition(signal, sender);
      this.rouse();
    } else if (signal === SIGKILL || (this.pid !== 1 && !HARMLESS.has(signal))) {
      this.kernel.end(this, 128 + signal, signal);
    }
  }

  /** Settles at the next signal that is handled, or end of a child. */
  nextEvent(): Future<void> {
    this.wake ??= new Future<void>();
    return this.wake;
  }

  /** Wakes whoever waits for `nextEvent`. */
  rouse(): void {
    const { wake } = this;
    this.wake = undefined;
    wake?.resolve();
  }

  /** Goes no further if the process has been killed. */
  *rest(): Process<void> {
    if (!this.alive) yield new Future<void>();
  }

  private readable(path: string): ReturnType<Kernel['fs']['resolve']>['node'] {
    return this.kernel.readable(path, this);
  }

  private tty(): OpenFile {
    for (const file of this.files.values()) if (file.isTty) return file;
    throw new SysError('ENOTTY');
  }
}

function* nothing(): Process<void> {}

const STANDARD: Readonly<Record<string, number>> = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 };

/** The number behind a link such as /var/log/nginx/access.log -> /dev/stdout. */
function linkToStandard(proc: Proc, path: string): number | undefined {
  const link = proc.kernel.fs.find(path, proc.cwd, false);
  return link?.node.type === 'link' ? STANDARD[link.node.target] : undefined;
}

/** Lets go of an open file. */
export function release(file: OpenFile): void {
  if (--file.refs === 0) file.close?.();
}
