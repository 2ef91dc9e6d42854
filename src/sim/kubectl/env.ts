import type { Process } from '../../api/process.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { HttpRequest, HttpResponse } from '../apiserver/request.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host } from '../network/network.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { DiscoveryCache } from './client/discovery.ts';

/** What kubectl finds around it: a connection to an API server, a clock, a working directory, standard input. */
export interface KubectlEnv {
  /** Sends a request to the API server; throws ConnectionError when there is no answer. */
  readonly transport: (request: HttpRequest) => Process<HttpResponse>;
  /** Timers for time-outs. */
  readonly engine: Engine;
  /** The computer that kubectl runs on and the process itself: watch events are delivered there. */
  readonly host: Host;
  readonly scope: Scope;
  /** The computer's clock, Unix milliseconds. */
  nowMs(): number;
  /** Namespace of the current context. */
  readonly namespace: string;
  /** `host:port` of the API server, for messages. */
  readonly server?: string;
  /** Who asks; the administrator when absent. */
  readonly user?: string;
  /** All of standard input, for commands that read manifests from it. */
  readonly stdin?: string;
  /** Standard input as it comes, for commands that run in containers; `stdin` takes its place where it is absent. */
  readonly input?: StandardInput;
  /** The terminal that standard input and output are, if they are. */
  readonly terminal?: Terminal;
  /** The computer's files, for commands that write them. */
  readonly localFiles?: LocalFiles;
  /** Opens a text in the person's editor; returns it as saved, null when it was left as it is. */
  edit?(path: string, text: string): Process<string | null>;
  /** The working directory, for messages; `/` when absent. */
  readonly cwd?: string;
  /** Files by path, relative to the working directory. */
  readonly files?: ReadonlyMap<string, string>;
  /** The kubeconfig file; without it the session's cache remembers what `kubectl config` sets. */
  readonly kubeConfig?: KubeConfigFile;
  /** What earlier commands of this session learned about the server, as kubectl keeps it in ~/.kube/cache. */
  readonly cache?: DiscoveryCache;
  /** Serves other programs of the computer. */
  readonly listen?: ListenOn;
  /** Output as it comes, for a terminal; the result holds all of it as well. */
  write?(stream: 'stdout' | 'stderr', text: string): void;
}

/** Listens on a port of the computer, 0 for any that is free; undefined when it is taken. */
export type ListenOn = (
  port: number,
  serve: (request: ServerRequest) => Process<ServerReply | undefined>,
) => { readonly port: number; close(): void } | undefined;

/** Bytes as somebody types them or a pipe brings them. */
export interface StandardInput {
  /** Waits for some; '' at the end. */
  read(): Process<Bytes>;
}

/** A terminal's size, and whether it hands on every key. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  /** Turns the handling of lines and echo off; `onResize` is told of other sizes until it is turned on again. */
  setRaw(raw: boolean, onResize?: () => void): void;
}

/** Files by path, relative to the working directory. */
export interface LocalFiles {
  typeOf(path: string): 'file' | 'dir' | undefined;
  /** Names in a directory, in order. */
  list(path: string): readonly string[];
  read(path: string): Bytes;
  /** Writes a file and makes the directories that it is in. Throws an Error. */
  write(path: string, data: Bytes): void;
  makeDir(path: string): void;
}

/** A kubeconfig as a file. */
export interface KubeConfigFile {
  /** What messages call it. */
  readonly path: string;
  /** Its text, `undefined` while there is none. */
  read(): string | undefined;
  write(text: string): void;
}

/** What a command printed, and its exit code. */
export interface KubectlResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Address of the API server where the environment names none. */
export const DEFAULT_SERVER = '127.0.0.1:6443';
