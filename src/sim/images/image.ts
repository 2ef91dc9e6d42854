import type { FileSystem } from '../shell/fs/file-system.ts';
import type { Flavour } from '../shell/kernel/kernel.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { BaseFile } from '../shell/rootfs/base-tree.ts';
import type { ServerLine, ServerModel, StartPlace } from './server-model.ts';

/** What a container runs: the words of its command line, without those that the image brings. */
export interface CommandLine {
  /** spec.containers[].command: replaces the image's entry point. */
  readonly command: readonly string[];
  /** spec.containers[].args: replaces the image's arguments. */
  readonly args: readonly string[];
  /** Whether an environment variable is set to something; absent where nobody knows. */
  readonly hasVariable?: (name: string) => boolean;
}

/** Where and how a server that answers a request runs. */
export interface ServerPlace {
  readonly podName: string;
  readonly files: FileSystem;
  /** Its command line with that of the image. */
  readonly words: readonly string[];
  /** Its own address. */
  readonly ip: string;
  /** The client's address. */
  readonly clientIp: string;
  /** A variable of its container's environment. */
  variable(name: string): string | undefined;
  /** Since its process was started. */
  readonly upMs: number;
  readonly unixMs: number;
  /** Sends its main process a signal. */
  raise(signal: number): void;
}

/** How a container's main process behaves from its start on. Plain data: an idle process costs no event. */
export interface Behaviour {
  /** From the start of the process until it answers requests. */
  readonly startupMs: number;
  /** TCP ports on which it listens; a plain server of an unknown image answers on every port. */
  readonly ports: readonly number[] | 'any';
  /** It ends by itself after this time; absent for a process that stays. */
  readonly exitAfterMs?: number;
  /** Exit code when it ends by itself. */
  readonly exitCode: number;
  /** From SIGTERM until it ends; Infinity for a process that does not react to it. */
  readonly stopMs: number;
  /** Exit code when SIGTERM ended it. */
  readonly stopExitCode: number;
  /** What it uses while nobody asks anything of it. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly serving: Serving;
  /** What it writes when it starts, instead of the image's usual lines. */
  readonly startLog?: StartLog;
  /** HTTP status that a probe of a path gets so long after the start; 200 where absent. */
  readonly health?: (path: string, upMs: number) => number;
  /** Bytes a second by which its memory grows. */
  readonly leakPerSecond?: number;
}

/** How a server works on the requests of clients. */
export interface Serving {
  /** Requests that it works on at once. */
  readonly workers: number;
  /** Connections that wait until a worker is free; more are not accepted. */
  readonly backlog: number;
  /** How long a request takes on average beside its CPU time: waiting for a disk, a database; exponentially distributed. */
  readonly serviceMs: number;
  /** CPU time of a request. */
  readonly cpuMs: number;
  /** Memory that a request takes while it is open. */
  readonly memoryBytes: number;
  /** Share of requests that it answers with an error, 0 to 1. */
  readonly errorRate: number;
  /** Whether it ends open requests before it ends itself on SIGTERM; it accepts no more from then on. */
  readonly drains: boolean;
}

/** The usual server is quick and has room. */
export const PLAIN_SERVING: Serving = {
  workers: 64,
  backlog: 511,
  serviceMs: 2,
  cpuMs: 0.5,
  memoryBytes: 65_536,
  errorRate: 0,
  drains: false,
};

/** What a server writes when it starts: always the same, or by where and when it does. */
export type StartLog = readonly ServerLine[] | ((place: StartPlace) => readonly ServerLine[]);

/** What is inside an image besides its server: which shell, which tools, which files. */
export interface ImageSystem {
  readonly flavour: Flavour;
  /** Tools that not every system has, such as bash or curl. */
  readonly also?: readonly string[];
  readonly without?: readonly string[];
  /** There is nothing but its own files: no shell, no tools. */
  readonly bare?: boolean;
  readonly files?: Readonly<Record<string, BaseFile>>;
  /** /etc/os-release */
  readonly os?: string;
  readonly entrypoint?: readonly string[];
  /** Arguments when the Pod gives none. */
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workingDir?: string;
  /** What the server writes when it starts, where its model does not say it. */
  readonly startLog?: StartLog;
  /** Its server's processes, signals and configuration; servers without one only start and end. */
  readonly model?: ServerModel;
  /** Its server writes into its files, so that no two containers share them. */
  readonly keepsData?: boolean;
  /** What the server answers to a request; undefined where nothing special is known. */
  readonly reply?: (request: ServerRequest, place: ServerPlace) => ServerReply | undefined;
  /** The line that it writes into its log for a request. */
  readonly accessLog?: AccessLogFormat;
}

/** nginx' `main`, Apache's `common` or `combined`, Python's http.server. */
export type AccessLogFormat = 'nginx' | 'common' | 'combined' | 'python';

/** A component of the cluster that runs as a container and does its work in a module of its own. */
export type Role =
  | 'kube-proxy'
  | 'coredns'
  | 'metrics-server'
  | 'ingress-nginx'
  | 'cluster-autoscaler'
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler';

/** An image of the simulated registry: default export of images/<image>/image.ts. */
export interface Image {
  /** Repositories that hold it, as people write them: `nginx`, `registry.k8s.io/pause`. */
  readonly names: readonly string[];
  /** The tags that exist. */
  hasTag(tag: string): boolean;
  /** Compressed size, as the runtime reports it after a pull. */
  readonly sizeBytes: number;
  readonly role?: Role;
  /** The server that a command line starts; undefined when it is a command that is run as it stands. */
  behave(line: CommandLine): Behaviour | undefined;
  /** What is inside it, which may depend on the tag. */
  readonly system?: ImageSystem | ((tag: string) => ImageSystem);
}

/** The name of the program that images' servers are made of. */
export const SERVER_PROGRAM = '@server';
/** The name of the program that only reads a server's configuration. */
export const CHECK_PROGRAM = '@check';

const MI = 1024 * 1024;

/** The usual server: it starts fast, stays up, and ends cleanly on SIGTERM. */
export const PLAIN_SERVER: Behaviour = {
  startupMs: 500,
  ports: 'any',
  exitCode: 0,
  stopMs: 100,
  stopExitCode: 0,
  cpuMilli: 1,
  memoryBytes: 20 * MI,
  serving: PLAIN_SERVING,
};

/** A server that differs from the usual one in some points. */
export function server(differences: Partial<Behaviour>): Behaviour {
  return { ...PLAIN_SERVER, ...differences };
}

/**
 * Tags of an image with numbered releases.
 * @param releases highest patch number by `major.minor`, e.g. `{'1.14': 2}` for 1.14.0 to 1.14.2
 * @param variants suffixes that every release has besides the plain tag, e.g. `alpine`
 * @param floating further tags, such as `latest`
 */
export function releaseTags(
  releases: Readonly<Record<string, number>>,
  variants: readonly string[],
  floating: readonly string[],
): (tag: string) => boolean {
  const known = new Set(floating);
  const add = (version: string): void => {
    known.add(version);
    for (const variant of variants) known.add(`${version}-${variant}`);
  };
  for (const [minor, lastPatch] of Object.entries(releases)) {
    add(minor);
    add(minor.slice(0, minor.indexOf('.')));
    for (let patch = 0; patch <= lastPatch; patch++) add(`${minor}.${patch}`);
  }
  return (tag) => known.has(tag);
}

/**
 * Tags `major`, `major.minor` and, where there are patches, `major.minor.patch`, where only the number of minors is known.
 * @param minors highest minor number by major
 * @param mostPatches highest patch number that any minor has; -1 for releases without patches
 */
export function minorTags(
  minors: Readonly<Record<string, number>>,
  mostPatches: number,
  variants: readonly string[],
): (tag: string) => boolean {
  return (tag) => {
    const [, major = '', minor, patch, variant] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-(.+))?$/.exec(tag) ?? [];
    const last = minors[major];
    if (last === undefined || (variant !== undefined && !variants.includes(variant))) return false;
    return Number(minor ?? 0) <= last && Number(patch ?? -1) <= mostPatches;
  };
}

/** A server that a container runs unless its command says something else; `names` are the server's own programs. */
export function serverUnless(
  behaviour: Behaviour,
  names: readonly string[],
): (line: CommandLine) => Behaviour | undefined {
  return ({ command, args }) => {
    const isOwn = (word: string): boolean => names.includes(word.slice(word.lastIndexOf('/') + 1));
    if (command.length > 0) return isOwn(command[0]!) ? behaviour : undefined;
    return args.length === 0 || args[0]!.startsWith('-') || isOwn(args[0]!) ? behaviour : undefined;
  };
}
