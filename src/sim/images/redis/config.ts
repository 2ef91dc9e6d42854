import { normalize } from '../../shell/fs/path.ts';
import type { StartPlace } from '../server-model.ts';
import type { Replication } from './replication.ts';

/** What redis has read of its file and its command line. */
export interface RedisConfig {
  readonly version: string;
  readonly port: number;
  readonly file: string | undefined;
  readonly replicaOf: string | undefined;
  /** All settings by name, as CONFIG GET shows them. */
  readonly values: Map<string, string>;
  readonly replication: Replication;
}

/** Why redis does not start: its lines. */
export class RedisConfigError extends Error {}

/** Settings with what they are by default; every other name is unknown. */
const DEFAULTS: Readonly<Record<string, string>> = {
  port: '6379',
  bind: '* -::*',
  'protected-mode': 'no',
  maxmemory: '0',
  'maxmemory-policy': 'noeviction',
  'maxmemory-samples': '5',
  appendonly: 'no',
  appendfsync: 'everysec',
  appendfilename: 'appendonly.aof',
  save: '3600 1 300 100 60 10000',
  dir: '/data',
  dbfilename: 'dump.rdb',
  databases: '16',
  timeout: '0',
  'tcp-keepalive': '300',
  'tcp-backlog': '511',
  loglevel: 'notice',
  logfile: '',
  daemonize: 'no',
  supervised: 'no',
  pidfile: '',
  requirepass: '',
  masterauth: '',
  maxclients: '10000',
  replicaof: '',
  'replica-read-only': 'yes',
  'replica-serve-stale-data': 'yes',
  'replica-announce-ip': '',
  'replica-announce-port': '0',
  'replica-priority': '100',
  'slave-announce-ip': '',
  'min-replicas-to-write': '0',
  'min-replicas-max-lag': '10',
  'cluster-enabled': 'no',
  'cluster-config-file': 'nodes.conf',
  'cluster-node-timeout': '15000',
  'cluster-require-full-coverage': 'yes',
  'cluster-migration-barrier': '1',
  rdbcompression: 'yes',
  rdbchecksum: 'yes',
  'stop-writes-on-bgsave-error': 'yes',
  'no-appendfsync-on-rewrite': 'no',
  'auto-aof-rewrite-percentage': '100',
  'auto-aof-rewrite-min-size': '67108864',
  'aof-load-truncated': 'yes',
  'aof-use-rdb-preamble': 'yes',
  'lazyfree-lazy-eviction': 'no',
  'lazyfree-lazy-expire': 'no',
  'notify-keyspace-events': '',
  'slowlog-log-slower-than': '10000',
  'slowlog-max-len': '128',
  'latency-monitor-threshold': '0',
  hz: '10',
  'io-threads': '1',
  activerehashing: 'yes',
  'always-show-logo': 'no',
  unixsocket: '',
  'repl-diskless-sync': 'yes',
  'client-output-buffer-limit': 'normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60',
};
const OLD_NAMES: Readonly<Record<string, string>> = {
  slaveof: 'replicaof',
  'slave-read-only': 'replica-read-only',
  'slave-serve-stale-data': 'replica-serve-stale-data',
  'slave-priority': 'replica-priority',
};
/** Directives that may come several times and that CONFIG GET does not show. */
const OTHERS = new Set(['include', 'loadmodule', 'user', 'rename-command', 'aclfile', 'sentinel', 'tls-port']);

/** Reads `redis-server [FILE] [--NAME VALUE…]`. Throws RedisConfigError. */
export function readRedisConfig({ words, files, cwd }: StartPlace, version: string): RedisConfig {
  const at = words.findIndex((word) => /(^|\/)redis-(server|sentinel)$/.test(word));
  const args = at < 0 ? words.slice(1) : words.slice(at + 1);
  const file = args[0] !== undefined && !args[0].startsWith('-') ? args[0] : undefined;
  const values = new Map(Object.entries(DEFAULTS));
  if (file !== undefined) {
    const path = normalize(file, cwd);
    if (files.find(path, '/')?.node.type !== 'file')
      throw new RedisConfigError(`# Fatal error, can't open config file '${path}': No such file or directory`);
    files
      .readFile(path, '/')
      .split('\n')
      .forEach((line, i) => void take(values, line.trim(), i + 1, version));
  }
  for (const option of args
    .join(' ')
    .split(/(?:^|\s)--/)
    .slice(1))
    take(values, option.trim(), 0, version);
  const replicaOf = values.get('replicaof') || undefined;
  const replication = { followers: new Map<string, number>(), isLinkUp: replicaOf !== undefined };
  return { version, port: Number(values.get('port')), file, replicaOf, values, replication };
}

function take(values: Map<string, string>, line: string, number: number, version: string): void {
  if (line === '' || line.startsWith('#')) return;
  const [, given = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const name = OLD_NAMES[given.toLowerCase()] ?? given.toLowerCase();
  if (OTHERS.has(name)) return;
  if (!values.has(name) || (rest === '' && name !== 'save')) {
    throw new RedisConfigError(
      `\n*** FATAL CONFIG FILE ERROR (Redis ${version}) ***\nReading the configuration file, at line ${Math.max(1, number)}\n>>> '${line}'\nBad directive or wrong number of arguments`,
    );
  }
  const bare = rest.replace(/^"(.*)"$/s, '$1').replace(/^'(.*)'$/s, '$1');
  values.set(name, name === 'maxmemory' || name.endsWith('-size') ? String(bytesOf(bare)) : bare);
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1e6,
  mb: 1024 ** 2,
  g: 1e9,
  gb: 1024 ** 3,
};

function bytesOf(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)(\w*)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}
