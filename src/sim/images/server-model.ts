import type { NameServerConfig } from '../network/dns/corefile/config.ts';
import type { FileSystem } from '../shell/fs/file-system.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { AccessLogFormat, ServerPlace } from './image.ts';

/** Where a server's process starts. */
export interface StartPlace {
  readonly files: FileSystem;
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly cwd: string;
  /** 1 for the main process of a container. */
  readonly pid: number;
  readonly unixMs: number;
  readonly hostname: string;
  readonly ip: string;
  readonly cpus: number;
  readonly uid: number;
  variable(name: string): string | undefined;
  /** Whether a host's name has an address now. */
  resolves(host: string): boolean;
}

/** A line of a server's log; plain text goes to standard output at once. */
export type ServerLine =
  | string
  | {
      readonly text: string;
      readonly stream?: 'stdout' | 'stderr';
      /** It comes so long after what caused it. */
      readonly afterMs?: number;
    };

/** A server that has read its configuration and its files. */
export interface LoadedServer {
  readonly ports: readonly number[];
  /** Whether what it answers depends on files that may change. */
  readonly readsFiles: boolean;
  /** How long it goes on after SIGTERM, where its configuration says so. */
  readonly stopMs?: number;
  /** What it does as a name server. */
  readonly names?: NameServerConfig;
  reply(request: ServerRequest, place: ServerPlace): ServerReply | undefined;
}

/** A server that could not start: what it writes, and its exit code. */
export interface StartProblem {
  readonly log: readonly ServerLine[];
  readonly exitCode: number;
}

/** A worker of a server: a process whose end its master notices. */
export interface WorkerModel {
  readonly title: string;
  readonly uid: number;
}

/** What a server knows when a signal comes. */
export interface SignalPlace {
  readonly unixMs: number;
  readonly pid: number;
  readonly signal: number;
  /** The number of the process that has sent it; 0 for one outside, such as the kubelet's. */
  readonly sender: number;
  /** Numbers of its workers; after a reload those that end. */
  readonly workers: readonly number[];
  /** Numbers of workers that replace them. */
  readonly newWorkers: readonly number[];
  /** How long its configuration lets it go on. */
  readonly stopMs?: number;
}

/** What a server does on a signal. */
export interface SignalReaction {
  readonly log?: (place: SignalPlace) => readonly ServerLine[];
  /** It ends, so long afterwards. */
  readonly ends?: { readonly afterMs: number; readonly exitCode: number };
  /** It reads its configuration again and takes new workers. */
  readonly reloads?: boolean;
}

/** The processes of a server program as others see them, and what they do on signals. */
export interface ServerModel {
  /** Name of the program, as `ps -o comm` shows it. */
  readonly comm: string;
  /** What `ps` shows of its main process, where it is not its command line. */
  title?(words: readonly string[]): string;
  /** User that the entry point changes to. */
  readonly uid?: number;
  /** Workers that it keeps; one that dies is replaced. */
  workers?(place: StartPlace): readonly WorkerModel[];
  /** Numbers that the entry point's own commands have used up before the first worker. */
  readonly pidsUsed?: number;
  /** By number; a signal without a reaction does what the kernel does. */
  readonly signals: Readonly<Record<number, SignalReaction>>;
  /** The signal that stops its image's containers: SIGTERM unless the image says otherwise. */
  readonly stopSignal?: number;
  /** What it writes when a worker has died of a signal, or ended. */
  workerDied?(place: SignalPlace & { readonly killedBy: number }): readonly ServerLine[];
  /** Reads configuration and files; absent for servers that the image's `reply` tells all about. */
  load?(place: StartPlace): LoadedServer | StartProblem;
  /** The line that it writes for a request, where it is not its image's. */
  readonly accessLog?: AccessLogFormat;
  /** Directories with files that decide how it starts: what is mounted there has to be read. */
  configuredBy?(words: readonly string[]): readonly string[];
  /** What it writes when it starts. */
  startLog?(place: StartPlace): readonly ServerLine[];
}
