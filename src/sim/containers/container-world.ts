import { type Process, wait } from '../../api/process.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { type Behaviour, type ImageSystem, SERVER_PROGRAM } from '../images/image.ts';
import { FileSystem } from '../shell/fs/file-system.ts';
import { overlay } from '../shell/fs/volume.ts';
import { Kernel } from '../shell/kernel/kernel.ts';
import { type OpenFile, openSink, openText } from '../shell/kernel/open-file.ts';
import { Pipe } from '../shell/kernel/pipe.ts';
import type { Proc } from '../shell/kernel/proc.ts';
import { SIGQUIT, SIGTERM } from '../shell/kernel/signals.ts';
import { createTty, type Tty } from '../shell/kernel/tty.ts';
import { findProgram } from '../shell/programs.ts';
import { mountSystem } from '../shell/rootfs/mount-system.ts';
import { toolProgram } from '../shell/tools.ts';
import type { ContainerConfig } from './container-config.ts';
import type { ContainerLog } from './container-log.ts';
import { imageTree } from './image-tree.ts';

/** What a container's inside is made from. */
export interface WorldOptions {
  readonly engine: Engine;
  readonly scope: Scope;
  readonly random: Random;
  readonly system: ImageSystem;
  readonly config: ContainerConfig;
  readonly log: ContainerLog;
  /** The server that the image's own program is. */
  readonly server: Behaviour;
  /** A process uses more memory than before. */
  readonly onMemory: () => void;
}

/** A server program that listens inside a container. */
export interface ListeningServer {
  readonly behaviour: Behaviour;
  readonly startedMs: number;
  readonly proc: Proc;
}

/** The inside of a container: its files, its processes, the servers among them. */
export class ContainerWorld {
  readonly kernel: Kernel;
  readonly servers: ListeningServer[] = [];
  /** Takes what attached clients type. */
  input: Pipe | undefined;
  tty: Tty | undefined;
  /** Told of output, besides the log. */
  readonly watchers = new Set<(stream: 'stdout' | 'stderr', data: Bytes) => void>();
  outOfMemory = false;
  private readonly options: WorldOptions;

  constructor(options: WorldOptions) {
    this.options = options;
    const { engine, scope, random, system, config } = options;
    const network = config.network();
    const pids = config.processes?.();
    this.kernel = new Kernel({
      engine,
      scope,
      random,
      flavour: system.flavour,
      fs: () => this.makeFiles(),
      facts: () => config.facts(),
      programs: (name) => (name === SERVER_PROGRAM ? (proc) => this.serve(proc) : toolProgram(name)),
      onMemory: () => options.onMemory(),
      onOutOfMemory: () => {
        this.outOfMemory = true;
      },
      ...(network ? { network } : {}),
      ...(pids ? { pids } : {}),
    });
  }

  /** Starts the main process. Returns why it could not, in the runtime's words. */
  start(): Proc | string {
    const { config, log, engine } = this.options;
    const show = (stream: 'stdout' | 'stderr', data: Bytes): void => {
      log.write(stream, data, engine.unixMs);
      for (const tell of this.watchers) tell(stream, data);
    };
    const files = new Map<number, OpenFile>();
    if (config.tty) {
      this.tty = createTty(this.kernel, (data) => show('stdout', data));
      for (const fd of [0, 1, 2]) files.set(fd, this.tty.file);
    } else {
      if (config.stdin) this.input = new Pipe();
      files.set(0, this.input?.reader ?? openText(''));
      files.set(
        1,
        openSink((data, by) => this.write('stdout', data, by, show)),
      );
      files.set(
        2,
        openSink((data, by) => this.write('stderr', data, by, show)),
      );
    }
    return this.run(config.words, files);
  }

  /** Runs a command beside the main process: exec, exec probes, hooks. Returns why it could not. */
  run(words: readonly Bytes[], files: ReadonlyMap<number, OpenFile>, tty?: Tty): Proc | string {
    const { config } = this.options;
    const env = new Map(config.env());
    if (files.get(0)?.isTty) env.set('TERM', 'xterm');
    const proc = this.kernel.create({ argv: words, env, cwd: config.cwd, credentials: config.credentials, files });
    if (tty) tty.foreground = proc.group;
    const found = findProgram(proc, words[0] ?? '', env.get('PATH') ?? '');
    if (!('program' in found)) {
      this.kernel.end(proc, 127);
      return startProblem(words[0] ?? '', found.problem);
    }
    if (found.argv) proc.argv = [...found.argv, ...words.slice(1)];
    this.kernel.run(proc, found.program(proc));
    return proc;
  }

  /**
   * Puts the processes of a server there, which only wait: others can see them and share their namespace.
   * Returns the main one.
   */
  standIn(words: readonly Bytes[]): Proc {
    const { config, system } = this.options;
    const { credentials, cwd } = config;
    const titled = system.processes?.(words, config.facts().cpus) ?? [];
    const [first, ...others] =
      titled.length > 0 ? titled.map(({ title, uid }) => ({ argv: [title], uid })) : [{ argv: words }];
    const make = ({ argv, uid }: { argv: readonly Bytes[]; uid?: number | undefined }, parent?: Proc): Proc => {
      const by = uid === undefined || credentials.uid !== 0 ? credentials : { ...credentials, uid, gid: uid };
      const options = { argv, env: config.env(), cwd, credentials: by, files: new Map() };
      return this.kernel.create(parent ? { ...options, parent } : options);
    };
    const main = make(first!);
    for (const other of others) make(other, main);
    return main;
  }

  private write(
    stream: 'stdout' | 'stderr',
    data: Bytes,
    by: Proc,
    show: (stream: 'stdout' | 'stderr', data: Bytes) => void,
  ): void {
    if (this.watchers.size > 0) show(stream, data);
    else this.options.log.write(stream, data, this.options.engine.unixMs - by.kernel.nowMs + by.nowMs);
  }

  private makeFiles(): FileSystem {
    const { engine, system, config } = this.options;
    const fs = new FileSystem(overlay(imageTree(system)), () => engine.unixMs, false);
    mountSystem(fs, () => this.kernel, config.files());
    if (config.cwd !== '/' && !fs.find(config.cwd, '/')) makeDirs(fs, config.cwd);
    for (const { path, volume, readOnly } of config.mounts()) fs.mount(path, volume, readOnly);
    if (!fs.find(config.terminationMessagePath, '/')) fs.writeFile(config.terminationMessagePath, '/', '');
    if (config.readOnlyRoot) fs.mounts.set('/', { ...fs.mounts.get('/')!, readOnly: true });
    return fs;
  }

  /** The image's server as a program: it listens until a signal ends it. */
  private *serve(proc: Proc): Process<number> {
    const { engine, server } = this.options;
    const listening: ListeningServer = { behaviour: server, startedMs: engine.nowMs, proc };
    const end = new Future<number>();
    for (const signal of [SIGTERM, SIGQUIT]) {
      proc.dispositions.set(
        signal,
        () => void engine.after(server.stopMs, () => end.resolve(server.stopExitCode), undefined),
      );
    }
    this.servers.push(listening);
    proc.exited.onSettle(() => void this.servers.splice(this.servers.indexOf(listening), 1));
    if (server.exitAfterMs !== undefined) {
      yield server.exitAfterMs;
      return server.exitCode;
    }
    return yield* wait(end);
  }
}

function makeDirs(fs: FileSystem, path: string): void {
  const parts = path.split('/').filter((part) => part !== '');
  for (let i = 1; i <= parts.length; i++) {
    const dir = `/${parts.slice(0, i).join('/')}`;
    if (!fs.find(dir, '/')) fs.mkdir(dir, '/');
  }
}

function startProblem(word: string, problem: string): string {
  if (problem === 'ENOENT' && !word.includes('/')) return `exec: "${word}": executable file not found in $PATH`;
  if (problem === 'ENOENT') return `exec: "${word}": stat ${word}: no such file or directory`;
  return problem === 'EISDIR' ? `exec: "${word}": is a directory` : `exec: "${word}": permission denied`;
}
