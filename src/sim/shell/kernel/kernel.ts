import type { Effect, Process, Waitable } from '../../../api/process.ts';
import type { Random } from '../../../base/random.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Scope } from '../../engine/scope.ts';
import { errorText, SysError } from '../errors.ts';
import { check, type FileSystem } from '../fs/file-system.ts';
import type { FsNode } from '../fs/node.ts';
import type { NetworkAccess } from '../network-access.ts';
import type { ControlGroup } from '../rootfs/cgroup-fs.ts';
import { Proc, type ProcOptions, type Program, release } from './proc.ts';
import { SIGKILL } from './signals.ts';

/** Which shell and tools a system has: their words differ. */
export type Flavour = 'busybox' | 'dash' | 'bash';

/** The machine that processes believe to run on. */
export interface SystemFacts {
  readonly hostname: string;
  readonly cpus: number;
  /** How many of them the control group may use; may be less than one. */
  readonly cpuLimit: number;
  readonly memoryBytes: number;
  /** What the control group allows; the machine's memory without a limit. */
  readonly memoryLimitBytes: number;
  /** What the control group says of itself; absent where nothing is limited. */
  readonly controlGroup?: ControlGroup;
  readonly kernelRelease: string;
  /** Virtual time at which the machine started. */
  readonly bootMs: number;
}

/** Processes that see each other, by number. */
export interface PidNamespace {
  readonly procs: Map<number, Proc>;
  nextPid: number;
}

/** What a kernel is made from. */
export interface KernelOptions {
  readonly engine: Engine;
  /** Its processes die with it, without running any code. */
  readonly scope: Scope;
  readonly random: Random;
  /** Made when it is first needed. */
  readonly fs: () => FileSystem;
  readonly flavour: Flavour;
  readonly facts: () => SystemFacts;
  /** Programs by the name that their files carry. */
  readonly programs: (name: string) => Program | undefined;
  readonly network?: NetworkAccess;
  /** Other containers' processes, which its own join; a namespace of its own by default. */
  readonly pids?: PidNamespace;
  /** Whether its control group may have no process more. */
  readonly isFull?: (() => boolean) | undefined;
  /** A process uses more memory than before. */
  readonly onMemory?: () => void;
  /** The control group has run out of memory and killed a process. */
  readonly onOutOfMemory?: () => void;
}

/** Processes that a Pod may have, as with a podPidsLimit that managed clusters set. */
const MAX_PROCESSES = 1024;
/** A process that is started deeper than this waits for its turn, so that chains of forks need no deep stack. */
const MAX_DEPTH = 30;

/** The processes of one container, in a PID namespace: process 1 takes all others with it. */
export class Kernel {
  readonly options: KernelOptions;
  readonly pids: PidNamespace;
  readonly random: Random;
  /** Processor time of those that have ended. */
  private endedCpuMs = 0;
  private files: FileSystem | undefined;

  constructor(options: KernelOptions) {
    this.options = options;
    this.random = options.random;
    this.pids = options.pids ?? { procs: new Map(), nextPid: 1 };
  }

  /** All processes that its own see. */
  get procs(): Map<number, Proc> {
    return this.pids.procs;
  }

  get fs(): FileSystem {
    this.files ??= this.options.fs();
    return this.files;
  }

  /** Whether anybody has looked at the files yet. */
  get hasFiles(): boolean {
    return this.files !== undefined;
  }

  get nowMs(): number {
    return this.options.engine.nowMs;
  }

  get unixMs(): number {
    return this.options.engine.unixMs;
  }

  /** Processor time that all its processes have used. */
  get cpuMs(): number {
    let sum = this.endedCpuMs;
    for (const { kernel, cpuMs } of this.procs.values()) if (kernel === this) sum += cpuMs;
    return sum;
  }

  get memoryBytes(): number {
    let sum = 0;
    for (const { kernel, memoryBytes } of this.procs.values()) if (kernel === this) sum += memoryBytes;
    return sum + (this.files?.memoryBytes ?? 0);
  }

  /** How many processes it has. */
  get processCount(): number {
    let count = 0;
    for (const { kernel } of this.procs.values()) if (kernel === this) count++;
    return count;
  }

  /**
   * Makes a process that does not run yet: give it to `run`, or keep it as one that only waits. Throws SysError when a
   * process forks beyond what the control group allows.
   */
  create(options: ProcOptions): Proc {
    if (options.parent && (this.procs.size >= MAX_PROCESSES || this.options.isFull?.())) throw new SysError('EAGAIN');
    const proc = new Proc(this, this.pids.nextPid++, options);
    this.procs.set(proc.pid, proc);
    return proc;
  }

  /** Processes that compute without end. */
  readonly busy = new Set<Proc>();
  private cpuLimit: number | undefined;
  /** How many processes have just been started by each other and have not waited yet. */
  private depth = 0;

  /** Runs a program in a new process, at once up to where it first waits. */
  spawn(options: ProcOptions, program: Program): Proc {
    const proc = this.create(options);
    this.run(proc, program(proc));
    return proc;
  }

  run(proc: Proc, code: Process<number>): void {
    proc.code = code;
    const { parent } = proc;
    if (parent?.alive) proc.owe(parent.takeDebt(false));
    if (this.depth >= MAX_DEPTH) {
      this.sleep(proc, 0);
      return;
    }
    this.depth++;
    try {
      this.advance(proc);
    } finally {
      this.depth--;
    }
  }

  /** Ends a process: its files are closed, its parent is told, its children go to process 1. */
  end(proc: Proc, exitCode: number, signal = 0): void {
    if (!proc.alive) return;
    proc.alive = false;
    proc.exitCode = exitCode & 255;
    proc.killedBy = signal;
    if (proc.timer !== undefined) this.options.engine.cancel(proc.timer);
    const debt = proc.takeDebt(true);
    this.endedCpuMs += proc.cpuMs;
    this.procs.delete(proc.pid);
    this.busy.delete(proc);
    for (const file of proc.files.values()) release(file);
    proc.files.clear();
    if (proc.pid === 1) for (const other of [...this.procs.values()]) other.signal(SIGKILL);
    else for (const other of this.procs.values()) if (other.parent === proc) other.parent = this.procs.get(1);
    if (proc.parent?.alive) {
      proc.parent.owe(debt);
      proc.parent.rouse();
    }
    proc.exited.resolve();
  }

  /** Sends a signal to all processes of a group. */
  signalGroup(group: number, signal: number): void {
    for (const proc of [...this.procs.values()]) if (proc.group === group) proc.signal(signal);
  }

  /** A node that somebody wants to read. Throws SysError. */
  readable(path: string, by: Proc): FsNode {
    const { node } = this.fs.resolve(path, by.cwd);
    check(node, 4, by.credentials);
    return node;
  }

  /** A process uses more memory, or less. Beyond the limit all are killed together (memory.oom.group of cgroup v2). */
  setMemory(proc: Proc, bytes: number): void {
    if (bytes > proc.memoryBytes) this.options.onMemory?.();
    proc.memoryBytes = bytes;
    this.needMemory(0);
  }

  /** So many bytes more are needed than are counted. */
  needMemory(bytes: number): void {
    if (this.memoryBytes + bytes <= this.options.facts().memoryLimitBytes) return;
    this.options.onOutOfMemory?.();
    this.killAll();
  }

  /** Kills all its processes, as the end of their control group does. */
  killAll(): void {
    for (const proc of [...this.procs.values()]) if (proc.kernel === this) proc.signal(SIGKILL);
  }

  /** The process whose code runs now, or ran last. */
  current: Proc | undefined;

  private readonly advance = (proc: Proc): void => {
    proc.timer = undefined;
    this.current = proc;
    if (!proc.alive || !this.options.scope.alive) return;
    for (;;) {
      let next: IteratorResult<Effect, number>;
      try {
        next = resume(proc);
      } catch (error) {
        this.crash(proc, error);
        return;
      }
      if (!proc.alive) return;
      if (next.done) {
        this.end(proc, next.value);
        return;
      }
      const effect = next.value;
      if (typeof effect === 'number') {
        const debt = proc.takeDebt(effect > 0);
        this.sleep(proc, debt > 0 ? effect + debt / this.share : effect);
        return;
      }
      proc.waitsFor = effect;
      if (!effect.settled) {
        proc.takeDebt(true);
        effect.onSettle(() => {
          if (proc.alive && proc.waitsFor === effect) this.sleep(proc, 0);
        });
        return;
      }
    }
  };

  /** The part of a processor that each process gets that could use one: the limit of the group is shared. */
  get share(): number {
    this.cpuLimit ??= this.options.facts().cpuLimit;
    return Math.min(1, this.cpuLimit / Math.max(1, this.busy.size));
  }

  private sleep(proc: Proc, delayMs: number): void {
    const { engine, scope } = this.options;
    proc.timer = engine.after(delayMs, this.advance, proc, scope);
  }

  /** A failed system call that the program did not expect ends it with its text. */
  private crash(proc: Proc, error: unknown): void {
    const text = errorText(error);
    if (proc.alive) this.run(proc, lastWords(proc, text));
  }
}

function resume(proc: Proc): IteratorResult<Effect, number> {
  const code = proc.code!;
  const from = proc.waitsFor as Waitable | undefined;
  if (from === undefined) return code.next();
  proc.waitsFor = undefined;
  let value: unknown;
  try {
    value = from.value;
  } catch (error) {
    return code.throw(error);
  }
  return code.next(value);
}

function* lastWords(proc: Proc, text: string): Process<number> {
  yield* proc.complain(`${proc.name}: ${text}`);
  return 1;
}
