import type { Tool } from '../tools.ts';
import { addressOf } from './lib/http.ts';
import { options } from './lib/options.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  mysql: 3306,
  psql: 5432,
  pg_isready: 5432,
  mongosh: 27_017,
};

/** Clients of databases, as far as they are asked whether the server is there. */
const databases: Tool = {
  names: ['mysql', 'psql', 'pg_isready', 'mongosh', 'mysqladmin'],
  *run(proc, args, name) {
    const { values } = options(args, '+h:p:P:u:U:d:e:c:n:a:', {
      host: 'h',
      port: 'P',
      eval: 'e',
      command: 'c',
    });
    const host = values.get('h') ?? '127.0.0.1';
    const port = Number(values.get('P') ?? DEFAULT_PORTS[name] ?? 3306);
    const { network } = proc.kernel.options;
    const address = network ? yield* addressOf(proc, network, host) : 'nxdomain';
    const isName = address === 'nxdomain' || address === 'timeout';
    const result = network && !isName ? yield* network.connect(address, port, 5000) : 'refused';
    if (result !== 'ok') {
      yield* proc.complain(unreachable(name, host, port, isName));
      return name === 'psql' || name === 'pg_isready' ? 2 : 1;
    }
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
    case 'psql':
    case 'pg_isready':
      return `psql: error: connection to server at "${host}", port ${port} failed: Connection refused`;
    case 'mongosh':
      return `MongoNetworkError: connect ECONNREFUSED ${host}:${port}`;
    default:
      if (isName) return `ERROR 2005 (HY000): Unknown MySQL server host '${host}' (-2)`;
      return `ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (111)`;
  }
}

export default databases;
