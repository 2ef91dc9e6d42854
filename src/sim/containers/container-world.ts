import type { Process } from '../../api/process.ts';
import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { type Behaviour, CHECK_PROGRAM, type ImageSystem, PLAIN_SERVER, SERVER_PROGRAM } from '../images/image.ts';
import type { ServerOfTool } from '../images/programs/server-of-tool.ts';
import type { ServerModel, StartPlace } from '../images/server-model.ts';
import { FileSystem } from '../shell/fs/file-system.ts';
import { overlay, usedBytes, type Volume } from '../shell/fs/volume.ts';
import { Kernel } from '../shell/kernel/kernel.ts';
import { type OpenFile, openSink, openText } from '../shell/kernel/open-file.ts';
import { Pipe } from '../shell/kernel/pipe.ts';
import type { Proc, Program } from '../shell/kernel/proc.ts';
import { createTty, type Tty } from '../shell/kernel/tty.ts';
import { findProgram } from '../shell/programs.ts';
import { mountSystem } from '../shell/rootfs/mount-system.ts';
import { toolProgram } from '../shell/tools.ts';
import type { ContainerConfig } from './container-config.ts';
import type { ContainerLog } from './container-log.ts';
import { imageTree } from './image-tree.ts';
import { type ListeningServer, type ServerStart, serverProgram } from './server-program.ts';

/** What a container's inside is made from. */
export interface WorldOptions {
  readonly engine: Engine;
  readonly scope: Scope;
  readonly random: Random;
  readonly system: ImageSystem;
  readonly config: ContainerConfig;
  readonly log: ContainerLog;
  /** The server that a command line of the image's own program is. */
  readonly server: (words: readonly string[], variable: (name: string) => string | undefined) => Behaviour;
  /** Somebody has looked at the files: what servers answer may change from now on. */
  readonly onFiles: () => void;
  /** A process uses more memory than before. */
  readonly onMemory: () => void;
  /** Told before bytes are added to its own files. */
  readonly grow: (bytes: number) => void;
  /** The disk that its own files lie on. */
  readonly space: NonNullable<Volume['space']>;
}

/** The inside of a container: its files, its processes, the servers among them. */
export class ContainerWorld {
  readonly kernel: Kernel;
  readonly servers: ListeningServer[] = [];
  /** The one that the container is. */
  mainServer: ListeningServer | undefined;
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
      fs: () => {
        options.onFiles();
        return this.makeFiles();
      },
      facts: () => config.facts(),
      isFull: config.isFull,
      programs: (name) => this.programNamed(name),
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
    return this.run(this.options.config.words, this.standardFiles());
  }

  /**
   * The main process of a container whose behaviour is known: a server that starts now, or one that has been running
   * and gets its processes because somebody looks.
   */
  startServer(behaviour: Behaviour, startedMs: number, isAdopted: boolean): Proc {
    const { config } = this.options;
    const { words, cwd, credentials } = config;
    const files = this.standardFiles();
    const proc = this.kernel.create({ argv: words, env: config.env(), cwd, credentials, files });
    this.kernel.run(proc, this.serve(proc, { behaviour, startedMs, isAdopted, isMain: true }));
    return proc;
  }

  private standardFiles(): ReadonlyMap<number, OpenFile> {
    const { config, log, engine } = this.options;
    const show = (stream: 'stdout' | 'stderr', data: Bytes): void => {
      log.write(stream, data, engine.unixMs);
      for (const tell of this.watchers) tell(stream, data);
    };
    const files = new Map<number, OpenFile>();
    if (config.tty) {
      this.tty = createTty(this.kernel, (data) => show('stdout', data));
      for (const fd of [0, 1, 2]) files.set(fd, this.tty.file);
      return files;
    }
    if (config.stdin) this.input = new Pipe();
    files.set(0, this.input?.reader ?? openText(''));
    for (const [fd, stream] of [
      [1, 'stdout'],
      [2, 'stderr'],
    ] as const) {
      files.set(
        fd,
        openSink((data, by) => this.write(stream, data, by, show)),
      );
    }
    return files;
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

  /** It is over: what it kept in memory nobody pays for until another container comes. */
  leave(): void {
    if (!this.kernel.hasFiles) return;
    const { fs } = this.kernel;
    for (const { volume } of fs.mounts.values()) if (volume.payer === fs) volume.payer = undefined;
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
    const root = { ...overlay(imageTree(system)), grow: this.options.grow, space: this.options.space };
    const fs = new FileSystem(root, () => engine.unixMs, false);
    fs.onMemory = (bytes) => this.kernel.needMemory(bytes);
    mountSystem(fs, () => this.kernel, config.files());
    if (config.cwd !== '/' && !fs.find(config.cwd, '/')) makeDirs(fs, config.cwd);
    for (const { path, volume, readOnly } of config.mounts()) {
      fs.mount(path, volume, readOnly);
      // What an earlier container has left in memory is its successor's.
      if (volume.isMemory && usedBytes(volume.root) > 0) volume.payer ??= fs;
    }
    if (!fs.find(config.terminationMessagePath, '/')) fs.writeFile(config.terminationMessagePath, '/', '');
    if (config.readOnlyRoot) fs.mounts.set('/', { ...fs.mounts.get('/')!, readOnly: true });
    return fs;
  }

  private programNamed(name: string): Program | undefined {
    if (name === SERVER_PROGRAM) return (proc) => this.serve(proc);
    if (name.startsWith(`${SERVER_PROGRAM}:`)) {
      const model = modelOfTool(name.slice(SERVER_PROGRAM.length + 1));
      return model && ((proc) => this.serve(proc, undefined, model));
    }
    if (name === CHECK_PROGRAM) return (proc) => this.check(proc);
    return toolProgram(name);
  }

  /** Reads the configuration of the image's server and says what is wrong with it. */
  private *check(proc: Proc): Process<number> {
    const { system, config } = this.options;
    const loaded = system.model?.load?.(startPlace(proc, config));
    if (!loaded || !('exitCode' in loaded)) return 0;
    for (const line of loaded.log) yield* proc.complain(encodeUtf8(typeof line === 'string' ? line : line.text));
    return loaded.exitCode;
  }

  /** The image's server as a program that some process runs. */
  private *serve(
    proc: Proc,
    given?: Pick<ServerStart, 'behaviour' | 'startedMs' | 'isAdopted' | 'isMain'>,
    model = this.options.system.model,
  ): Process<number> {
    const { engine, server, system } = this.options;
    const start = given ?? {
      behaviour: model === system.model ? server(proc.argv, (name) => proc.env.get(name)) : PLAIN_SERVER,
      startedMs: engine.nowMs,
      isAdopted: false,
      isMain: false,
    };
    return yield* serverProgram(proc, {
      ...start,
      model,
      startLog: model === system.model ? (system.startLog ?? []) : [],
      place: (by) => startPlace(by, this.options.config),
      onListening: (listening) => {
        this.servers.push(listening);
        if (start.isMain) this.mainServer = listening;
        proc.exited.onSettle(() => void this.servers.splice(this.servers.indexOf(listening), 1));
      },
    });
  }
}

const toolServers = import.meta.glob<{ readonly default?: ServerOfTool }>('../images/programs/*.ts', { eager: true });

/** The server that a tool brings. */
function modelOfTool(name: string): ServerModel | undefined {
  for (const { default: one } of Object.values(toolServers)) if (one?.name === name) return one.model;
  return undefined;
}

/** What a process that is about to serve finds. */
function startPlace(proc: Proc, { ip }: ContainerConfig): StartPlace {
  const { kernel, pid, argv, credentials, env } = proc;
  const { hostname, cpus } = kernel.options.facts();
  return {
    get files() {
      return kernel.fs;
    },
    words: argv,
    cwd: proc.cwd,
    pid,
    unixMs: kernel.unixMs,
    hostname,
    ip,
    cpus,
    uid: credentials.uid,
    variable: (name) => env.get(name),
    resolves: (host) => kernel.options.network?.resolve(host) !== undefined,
  };
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
