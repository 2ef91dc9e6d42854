import type { ServerPlace } from '../image.ts';
import type { RedisConfig } from './config.ts';
import { replicationInfo } from './replication.ts';
import type { Resp } from './resp.ts';

/** Keys with what they hold: kept in the container's files, where a volume lets them outlive it. */
export interface Store {
  readonly keys: Map<string, string | readonly string[]>;
  save(): void;
}

const OK: Resp = { status: 'OK' };
const WRONG_TYPE: Resp = { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' };
const NO_INTEGER: Resp = { error: 'ERR value is not an integer or out of range' };

/** The file with the keys, in the directory that the configuration says. */
export function openStore({ files }: ServerPlace, { values }: RedisConfig): Store {
  const dir = values.get('dir') ?? '/data';
  const path = `${dir}/${values.get('dbfilename') ?? 'dump.rdb'}`;
  const found = files.find(path, '/');
  const text = found?.node.type === 'file' ? files.readFile(path, '/') : '';
  const keys = new Map<string, string | readonly string[]>(text === '' ? [] : JSON.parse(text));
  return {
    keys,
    save() {
      if (files.find(dir, '/')) files.writeFile(path, '/', JSON.stringify([...keys]));
    },
  };
}

/** What redis answers to a command. Models the commands that examples use; all others are unknown. */
export function runCommand(words: readonly string[], store: Store, config: RedisConfig, place: ServerPlace): Resp {
  const [name = '', ...args] = words;
  const command = COMMANDS[name.toUpperCase()];
  if (!command) {
    const shown = args.map((arg) => `'${arg}' `).join('');
    return { error: `ERR unknown command '${name}', with args beginning with: ${shown}` };
  }
  if (args.length < command.least || args.length > command.most)
    return { error: `ERR wrong number of arguments for '${name.toLowerCase()}' command` };
  return command.run(args, store, config, place);
}

interface Command {
  readonly least: number;
  readonly most: number;
  run(args: readonly string[], store: Store, config: RedisConfig, place: ServerPlace): Resp;
}

function text({ keys }: Store, key: string): string | undefined | Resp {
  const value = keys.get(key);
  return typeof value === 'object' ? WRONG_TYPE : value;
}

function list({ keys }: Store, key: string): readonly string[] | undefined {
  const value = keys.get(key);
  return typeof value === 'string' ? undefined : (value ?? []);
}

function add(store: Store, key: string, by: number): Resp {
  const before = text(store, key) ?? '0';
  if (typeof before !== 'string') return before;
  if (!/^-?\d+$/.test(before)) return NO_INTEGER;
  store.keys.set(key, String(Number(before) + by));
  store.save();
  return Number(before) + by;
}

function push(store: Store, key: string, values: readonly string[], atFront: boolean): Resp {
  const before = list(store, key);
  if (!before) return WRONG_TYPE;
  const after = atFront ? [...[...values].reverse(), ...before] : [...before, ...values];
  store.keys.set(key, after);
  store.save();
  return after.length;
}

function pop(store: Store, key: string, atFront: boolean): Resp {
  const before = list(store, key);
  if (!before) return WRONG_TYPE;
  if (before.length === 0) return null;
  store.keys.set(key, atFront ? before.slice(1) : before.slice(0, -1));
  if (before.length === 1) store.keys.delete(key);
  store.save();
  return atFront ? before[0]! : before.at(-1)!;
}

function pattern(glob: string): RegExp {
  return new RegExp(
    `^${glob
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
}

const MANY = 1000;
const COMMANDS: Readonly<Record<string, Command>> = {
  PING: { least: 0, most: 1, run: ([message]) => message ?? { status: 'PONG' } },
  ECHO: { least: 1, most: 1, run: ([message]) => message! },
  SELECT: { least: 1, most: 1, run: () => OK },
  AUTH: { least: 1, most: 2, run: () => OK },
  SET: {
    least: 2,
    most: 6,
    run([key, value], store) {
      store.keys.set(key!, value!);
      store.save();
      return OK;
    },
  },
  GET: { least: 1, most: 1, run: ([key], store) => text(store, key!) ?? null },
  MSET: {
    least: 2,
    most: MANY,
    run(args, store) {
      for (let i = 0; i + 1 < args.length; i += 2) store.keys.set(args[i]!, args[i + 1]!);
      store.save();
      return OK;
    },
  },
  MGET: { least: 1, most: MANY, run: (args, store) => args.map((key) => (text(store, key) ?? null) as Resp) },
  APPEND: {
    least: 2,
    most: 2,
    run([key, value], store) {
      const before = text(store, key!) ?? '';
      if (typeof before !== 'string') return before;
      store.keys.set(key!, before + value!);
      store.save();
      return before.length + value!.length;
    },
  },
  STRLEN: { least: 1, most: 1, run: ([key], store) => String(text(store, key!) ?? '').length },
  INCR: { least: 1, most: 1, run: ([key], store) => add(store, key!, 1) },
  DECR: { least: 1, most: 1, run: ([key], store) => add(store, key!, -1) },
  INCRBY: {
    least: 2,
    most: 2,
    run: ([key, by], store) => (/^-?\d+$/.test(by!) ? add(store, key!, Number(by)) : NO_INTEGER),
  },
  DECRBY: {
    least: 2,
    most: 2,
    run: ([key, by], store) => (/^-?\d+$/.test(by!) ? add(store, key!, -Number(by)) : NO_INTEGER),
  },
  DEL: {
    least: 1,
    most: MANY,
    run(args, store) {
      const count = args.filter((key) => store.keys.delete(key)).length;
      store.save();
      return count;
    },
  },
  EXISTS: { least: 1, most: MANY, run: (args, { keys }) => args.filter((key) => keys.has(key)).length },
  TYPE: {
    least: 1,
    most: 1,
    run([key], { keys }) {
      const value = keys.get(key!);
      return { status: value === undefined ? 'none' : typeof value === 'string' ? 'string' : 'list' };
    },
  },
  KEYS: { least: 1, most: 1, run: ([glob], { keys }) => [...keys.keys()].filter((key) => pattern(glob!).test(key)) },
  DBSIZE: { least: 0, most: 0, run: (_args, { keys }) => keys.size },
  FLUSHALL: { least: 0, most: 1, run: (_args, store) => flush(store) },
  FLUSHDB: { least: 0, most: 1, run: (_args, store) => flush(store) },
  TTL: { least: 1, most: 1, run: ([key], { keys }) => (keys.has(key!) ? -1 : -2) },
  LPUSH: { least: 2, most: MANY, run: ([key, ...values], store) => push(store, key!, values, true) },
  RPUSH: { least: 2, most: MANY, run: ([key, ...values], store) => push(store, key!, values, false) },
  LPOP: { least: 1, most: 1, run: ([key], store) => pop(store, key!, true) },
  RPOP: { least: 1, most: 1, run: ([key], store) => pop(store, key!, false) },
  LLEN: { least: 1, most: 1, run: ([key], store) => list(store, key!)?.length ?? WRONG_TYPE },
  LRANGE: {
    least: 3,
    most: 3,
    run([key, from, to], store) {
      const all = list(store, key!);
      if (!all) return WRONG_TYPE;
      const place = (index: string): number => (Number(index) < 0 ? all.length + Number(index) : Number(index));
      return all.slice(Math.max(0, place(from!)), place(to!) + 1);
    },
  },
  SAVE: { least: 0, most: 0, run: (_args, store) => saved(store, OK) },
  BGSAVE: { least: 0, most: 1, run: (_args, store) => saved(store, { status: 'Background saving started' }) },
  CONFIG: {
    least: 1,
    most: MANY,
    run([verb, name = '', value = ''], _store, config) {
      if (/^get$/i.test(verb!)) {
        return [...config.values].filter(([key]) => pattern(name.toLowerCase()).test(key)).flat();
      }
      if (/^set$/i.test(verb!)) {
        if (!config.values.has(name.toLowerCase()))
          return { error: `ERR Unknown option or number of arguments for CONFIG SET - '${name}'` };
        config.values.set(name.toLowerCase(), value);
        return OK;
      }
      return { error: `ERR unknown subcommand '${verb}'. Try CONFIG HELP.` };
    },
  },
  INFO: {
    least: 0,
    most: 1,
    run([section], { keys }, config, place) {
      const { upMs } = place;
      const parts: Readonly<Record<string, readonly string[]>> = {
        server: [
          '# Server',
          `redis_version:${config.version}`,
          'redis_mode:standalone',
          'os:Linux 6.8.0-45-generic x86_64',
          'process_id:1',
          `tcp_port:${config.port}`,
          `uptime_in_seconds:${Math.floor(upMs / 1000)}`,
        ],
        replication: replicationInfo(config, place),
        keyspace: ['# Keyspace', ...(keys.size > 0 ? [`db0:keys=${keys.size},expires=0,avg_ttl=0`] : [])],
      };
      const shown = section === undefined ? Object.values(parts) : [parts[section.toLowerCase()] ?? []];
      return shown.map((lines) => lines.map((line) => `${line}\r\n`).join('')).join('\r\n');
    },
  },
  ROLE: { least: 0, most: 0, run: (_args, _store, config) => (config.replicaOf ? ['slave'] : ['master', 0, []]) },
  CLIENT: { least: 1, most: MANY, run: () => OK },
  COMMAND: { least: 0, most: MANY, run: () => [] },
};

function flush(store: Store): Resp {
  store.keys.clear();
  store.save();
  return OK;
}

function saved(store: Store, answer: Resp): Resp {
  store.save();
  return answer;
}
