import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { addressOf } from './lib/http.ts';
import { options } from './lib/options.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'redis-cli': 6379,
  mysql: 3306,
  psql: 5432,
  pg_isready: 5432,
  mongosh: 27_017,
};

/** Clients of databases, as far as they are asked whether the server is there; redis keeps keys. */
const databases: Tool = {
  names: ['redis-cli', 'mysql', 'psql', 'pg_isready', 'mongosh', 'mysqladmin'],
  *run(proc, args, name) {
    const { values, operands } = options(args, '+h:p:P:u:U:d:e:c:n:a:', {
      host: 'h',
      port: 'P',
      eval: 'e',
      command: 'c',
    });
    const host = values.get('h') ?? '127.0.0.1';
    const port = Number(values.get(name === 'redis-cli' ? 'p' : 'P') ?? DEFAULT_PORTS[name] ?? 3306);
    const { network } = proc.kernel.options;
    const address = network ? yield* addressOf(proc, network, host) : 'nxdomain';
    const isName = address === 'nxdomain' || address === 'timeout';
    const result = network && !isName ? yield* network.connect(address, port, 5000) : 'refused';
    if (result !== 'ok') {
      yield* proc.complain(unreachable(name, host, port, isName));
      return name === 'psql' || name === 'pg_isready' ? 2 : 1;
    }
    if (name === 'redis-cli') return yield* redis(proc, address, port, operands);
    if (name === 'pg_isready') {
      yield* proc.print(`${host}:${port} - accepting connections\n`);
      return 0;
    }
    if (/ping|select 1/i.test(args.join(' '))) {
      yield* proc.print(name === 'mysqladmin' ? 'mysqld is alive\n' : '1\n1\n');
      return 0;
    }
    yield* proc.complain(`${name}: this statement is not part of the simulation`);
    return 1;
  },
};

function unreachable(name: string, host: string, port: number, isName: boolean): string {
  switch (name) {
    case 'redis-cli':
      return `Could not connect to Redis at ${host}:${port}: ${isName ? 'Name or service not known' : 'Connection refused'}`;
    case 'psql':
    case 'pg_isready':
      return `psql: error: connection to server at "${host}", port ${port} failed: Connection refused`;
    case 'mongosh':
      return `MongoNetworkError: connect ECONNREFUSED ${host}:${port}`;
    default:
      return `ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (111)`;
  }
}

function* redis(proc: Proc, address: string, port: number, operands: readonly string[]): Process<number> {
  const lines =
    operands.length > 0 ? [operands.join(' ')] : (yield* proc.read(0)).split('\n').filter((line) => line !== '');
  for (const line of lines) {
    const request = {
      protocol: 'tcp',
      method: 'REDIS',
      path: '',
      headers: new Map<string, string>(),
      body: line,
    } as const;
    const reply = yield* proc.kernel.options.network!.request(address, port, request, 5000);
    yield* proc.print(typeof reply === 'string' ? 'Error: Server closed the connection\n' : reply.body);
  }
  return 0;
}

export default databases;
