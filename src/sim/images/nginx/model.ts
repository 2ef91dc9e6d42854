import type { FileSystem } from '../../shell/fs/file-system.ts';
import { SIGHUP, SIGQUIT, SIGTERM, SIGUSR1, SIGWINCH, signalName } from '../../shell/kernel/signals.ts';
import type { LoadedServer, ServerLine, ServerModel, SignalPlace, StartPlace, StartProblem } from '../server-model.ts';
import { ConfigError, type Directive } from './config.ts';
import { nginxTime } from './log.ts';
import { loadSites, type NginxConfig, servedBy } from './site.ts';

const SIGINT = 2;
const WORKER_UID = 101;
const CONFIG = '/etc/nginx/nginx.conf';
/** The entry point's scripts have used up the numbers before. */
const FIRST_WORKER = 29;

/** How nginx was called. */
export interface NginxCall {
  readonly config: string;
  readonly isDaemon: boolean | undefined;
}

/** Reads `-c FILE` and `-g DIRECTIVES`. */
export function callOf(words: readonly string[]): NginxCall {
  const value = (flag: string): string | undefined => {
    const at = words.indexOf(flag);
    return at < 0 ? undefined : words[at + 1];
  };
  const daemon = /daemon\s+(on|off)\s*;/.exec(value('-g') ?? '')?.[1];
  return { config: value('-c') ?? CONFIG, isDaemon: daemon === undefined ? undefined : daemon === 'on' };
}

/** Checks a configuration as `nginx -t` does: what is wrong with it, in nginx' words. */
export function checkConfig(
  files: FileSystem,
  path: string,
  resolves: (host: string) => boolean,
): NginxConfig | string {
  try {
    const config = loadSites(files, path);
    return unresolved(config, resolves) ?? config;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** Names in the configuration have to exist when it is read. */
function unresolved({ http, upstreams }: NginxConfig, resolves: (host: string) => boolean): string | undefined {
  const check = (address: string, { file, line }: Directive): string | undefined => {
    const host = address.replace(/:\d+$/, '');
    if (
      host.startsWith('unix:') ||
      host.includes('$') ||
      /^[\d.]+$/.test(host) ||
      host === 'localhost' ||
      resolves(host)
    )
      return undefined;
    return `host not found in upstream "${address}" in ${file}:${line}`;
  };
  const walk = (block: readonly Directive[], parent: string): string | undefined => {
    for (const one of block) {
      const address = parent === 'upstream' && one.name === 'server' ? one.args[0]! : proxyTarget(one, upstreams);
      const problem =
        (address === undefined ? undefined : check(address, one)) ?? (one.block && walk(one.block, one.name));
      if (problem) return problem;
    }
    return undefined;
  };
  return walk(http, 'http');
}

function proxyTarget({ name, args }: Directive, upstreams: ReadonlyMap<string, unknown>): string | undefined {
  if (name !== 'proxy_pass') return undefined;
  const address = /^https?:\/\/([^/$]+)(?:\/|$)/.exec(args[0] ?? '')?.[1];
  return address === undefined || upstreams.has(address) ? undefined : address;
}

/** nginx of a version as processes: a master that reads the configuration, and workers. */
export function nginxModel(version: string): ServerModel {
  return {
    comm: 'nginx',
    title: (words) =>
      `nginx: master process ${words.slice(words.findIndex((word) => /(^|\/)nginx(-debug)?$/.test(word))).join(' ')}`,
    workers: ({ cpus, files, words }) =>
      Array.from({ length: workerCount(files, callOf(words).config, cpus) }, () => ({
        title: 'nginx: worker process',
        uid: WORKER_UID,
      })),
    pidsUsed: FIRST_WORKER,
    configuredBy: () => ['/etc/nginx', '/var/cache/nginx', '/var/run', '/run'],
    signals: {
      [SIGTERM]: { log: (place) => ending(place, 'exiting', false), ends: { afterMs: 20, exitCode: 0 } },
      [SIGINT]: { log: (place) => ending(place, 'exiting', false), ends: { afterMs: 20, exitCode: 0 } },
      [SIGQUIT]: { log: (place) => ending(place, 'shutting down', true), ends: { afterMs: 60, exitCode: 0 } },
      [SIGHUP]: { reloads: true, log: reloading },
      [SIGUSR1]: {
        log: (place) => [came(place, ', reopening logs'), notice(place.unixMs, place.pid, 'reopening logs')],
      },
      [SIGWINCH]: { log: () => [] },
    },
    stopSignal: SIGQUIT,
    workerDied: ({ unixMs, pid, workers: [dead = 0], newWorkers, killedBy }) => [
      notice(unixMs, pid, `signal 17 (SIGCHLD) received from ${dead}`),
      killedBy > 0
        ? {
            stream: 'stderr',
            text: `${nginxTime(unixMs)} [alert] ${pid}#${pid}: worker process ${dead} exited on signal ${killedBy}`,
          }
        : notice(unixMs, pid, `worker process ${dead} exited with code 0`),
      ...newWorkers.map((one) => notice(unixMs, pid, `start worker process ${one}`)),
      notice(unixMs, pid, 'signal 29 (SIGIO) received'),
    ],
    load: (place) => load(place, version),
    startLog: (place) => startLog(place, version),
  };
}

function workerCount(files: FileSystem, path: string, cpus: number): number {
  const text = files.find(path, '/')?.node.type === 'file' ? files.readFile(path, '/') : '';
  const count = /^\s*worker_processes\s+(\d+)/m.exec(text)?.[1];
  return count === undefined ? cpus : Math.max(1, Number(count));
}

function load(place: StartPlace, version: string): LoadedServer | StartProblem {
  const checked = checkConfig(place.files, callOf(place.words).config, (host) => place.resolves(host));
  const problem = typeof checked === 'string' ? checked : unwritable(place);
  if (problem === undefined) return servedBy(checked as NginxConfig, version);
  const warnings = place.uid === 0 ? [] : [userWarning(place)];
  const before = place.pid === 1 ? entryPointLog(place) : [];
  return {
    log: [...before, ...warnings, ...emergency(place, problem)],
    exitCode: 1,
  };
}

/** Problems are told twice: to the log and, before that is open, to standard error. */
function emergency({ unixMs, pid }: StartPlace, problem: string): readonly ServerLine[] {
  return [
    { stream: 'stderr', text: `${nginxTime(unixMs)} [emerg] ${pid}#${pid}: ${problem}` },
    { stream: 'stderr', text: `nginx: [emerg] ${problem}` },
  ];
}

function userWarning({ unixMs, pid }: StartPlace): ServerLine {
  const text = `the "user" directive makes sense only if the master process runs with super-user privileges, ignored in ${CONFIG}:2`;
  return { stream: 'stderr', text: `${nginxTime(unixMs)} [warn] ${pid}#${pid}: ${text}\nnginx: [warn] ${text}` };
}

/** It makes directories and a file with its number. */
function unwritable({ files, uid }: StartPlace): string | undefined {
  const cache = errorAt(files, '/var/cache/nginx', uid);
  if (cache) return `mkdir() "/var/cache/nginx/client_temp" failed (${cache})`;
  const run = errorAt(files, '/run', uid);
  return run && `open() "/run/nginx.pid" failed (${run})`;
}

function errorAt(files: FileSystem, path: string, uid: number): string | undefined {
  const found = files.find(path, '/');
  if (!found) return '2: No such file or directory';
  if (found.mount.readOnly) return '30: Read-only file system';
  const { mode, uid: owner } = found.node;
  const mayWrite = uid === 0 || (owner === uid ? mode & 0o200 : mode & 0o002) !== 0;
  return mayWrite ? undefined : '13: Permission denied';
}

function notice(unixMs: number, pid: number, text: string): ServerLine {
  return { stream: 'stderr', text: `${nginxTime(unixMs)} [notice] ${pid}#${pid}: ${text}` };
}

function came({ unixMs, pid, signal, sender }: SignalPlace, action: string): ServerLine {
  const from = sender > 0 ? ` from ${sender}` : '';
  return notice(unixMs, pid, `signal ${signal} (SIG${signalName(signal)}) received${from}${action}`);
}

function ending(place: SignalPlace, action: string, isGraceful: boolean): readonly ServerLine[] {
  const { unixMs, pid, workers } = place;
  return [
    came(place, `, ${action}`),
    ...workers.flatMap((one) => [
      ...(isGraceful ? [notice(unixMs, one, 'gracefully shutting down')] : []),
      notice(unixMs, one, 'exiting'),
      notice(unixMs, one, 'exit'),
    ]),
    ...workers.flatMap((one) => [
      notice(unixMs, pid, `signal 17 (SIGCHLD) received from ${one}`),
      notice(unixMs, pid, `worker process ${one} exited with code 0`),
    ]),
    notice(unixMs, pid, 'exit'),
  ];
}

function reloading(place: SignalPlace): readonly ServerLine[] {
  const { unixMs, pid, workers, newWorkers } = place;
  return [
    came(place, ', reconfiguring'),
    notice(unixMs, pid, 'reconfiguring'),
    notice(unixMs, pid, 'using the "epoll" event method'),
    notice(unixMs, pid, 'start worker processes'),
    ...newWorkers.map((one) => notice(unixMs, pid, `start worker process ${one}`)),
    ...workers.flatMap((one) =>
      ['gracefully shutting down', 'exiting', 'exit'].map((text) => notice(unixMs, one, text)),
    ),
    ...workers.flatMap((one) => [
      notice(unixMs, pid, `signal 17 (SIGCHLD) received from ${one}`),
      notice(unixMs, pid, `worker process ${one} exited with code 0`),
    ]),
    notice(unixMs, pid, 'signal 29 (SIGIO) received'),
  ];
}

const ENTRY = '/docker-entrypoint.sh';
const LISTEN = '10-listen-on-ipv6-by-default.sh';

function entryPointLog({ words, files, uid }: StartPlace): readonly ServerLine[] {
  if (!(words[0] ?? '').endsWith('docker-entrypoint.sh')) return [];
  const config = files.find('/etc/nginx/conf.d/default.conf', '/');
  const isReadOnly = config === undefined || config.mount.readOnly || config.mount.path !== '/' || uid !== 0;
  return [
    `${ENTRY}: /docker-entrypoint.d/ is not empty, will attempt to perform configuration`,
    `${ENTRY}: Looking for shell scripts in /docker-entrypoint.d/`,
    `${ENTRY}: Launching /docker-entrypoint.d/${LISTEN}`,
    ...(config === undefined
      ? [`${LISTEN}: info: /etc/nginx/conf.d/default.conf is not a file or does not exist`]
      : isReadOnly
        ? [`${LISTEN}: info: can not modify /etc/nginx/conf.d/default.conf (read-only file system?)`]
        : [
            `${LISTEN}: info: Getting the checksum of /etc/nginx/conf.d/default.conf`,
            `${LISTEN}: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf`,
          ]),
    `${ENTRY}: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh`,
    `${ENTRY}: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh`,
    `${ENTRY}: Launching /docker-entrypoint.d/30-tune-worker-processes.sh`,
    `${ENTRY}: Configuration complete; ready for start up`,
  ];
}

function startLog(place: StartPlace, version: string): readonly ServerLine[] {
  const { unixMs, pid, cpus, files, words } = place;
  const workers = Array.from({ length: workerCount(files, callOf(words).config, cpus) }, (_, i) => FIRST_WORKER + i);
  return [
    ...entryPointLog(place),
    ...(place.uid === 0 ? [] : [userWarning(place)]),
    notice(unixMs, pid, 'using the "epoll" event method'),
    notice(unixMs, pid, `nginx/${version}`),
    notice(unixMs, pid, 'built by gcc 12.2.0 (Debian 12.2.0-14) '),
    notice(unixMs, pid, 'OS: Linux 6.8.0-45-generic'),
    notice(unixMs, pid, 'getrlimit(RLIMIT_NOFILE): 1048576:1048576'),
    notice(unixMs, pid, 'start worker processes'),
    ...workers.map((one) => notice(unixMs, pid, `start worker process ${one}`)),
  ];
}
