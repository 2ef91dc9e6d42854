import type { SqlReply } from '../../shell/tools/lib/sql-wire.ts';
import type { ServerPlace } from '../image.ts';
import type { Catalog } from './catalog.ts';
import type { SqlError } from './sql-error.ts';
import type { Login, SqlServer } from './sql-server.ts';

const DATA_FILE = '/var/lib/mysql/mysql.ibd';
const SYSTEM = ['information_schema', 'mysql', 'performance_schema', 'sys'];

/** A server of the MySQL family. `prefixes` begin the names of its entry point's variables. */
export function mysqlSql(version: string, prefixes: readonly string[]): SqlServer {
  const variable = (place: ServerPlace, name: string): string | undefined =>
    prefixes.map((prefix) => place.variable(`${prefix}_${name}`)).find((value) => value !== undefined && value !== '');
  return {
    dialect: 'mysql',
    version,
    systemDatabases: SYSTEM,
    file: () => DATA_FILE,
    initial(place) {
      const users: Record<string, string> = { root: variable(place, 'ROOT_PASSWORD') ?? '' };
      const user = variable(place, 'USER');
      if (user !== undefined) users[user] = variable(place, 'PASSWORD') ?? '';
      const database = variable(place, 'DATABASE');
      return { users, databases: database === undefined ? {} : { [database]: {} } };
    },
    refusal: (login, catalog, place) => refusal(login, catalog, place),
    error: (problem, database) => mysqlError(problem, database, version),
    variables: ({ podName, words }) => ({
      hostname: podName,
      version,
      server_id: Number(/--server[-_]id=(\d+)/.exec(words.join(' '))?.[1] ?? 1),
      port: 3306,
      datadir: '/var/lib/mysql/',
      max_connections: Number(/--max[-_]connections=(\d+)/.exec(words.join(' '))?.[1] ?? 151),
      read_only: 0,
      super_read_only: 0,
    }),
  };
}

function refusal(login: Login, { users, databases }: Catalog, place: ServerPlace): SqlReply | undefined {
  const { user, password, database, isLocal } = login;
  const known = users[user];
  if (known === undefined || known !== (password ?? '')) {
    const host = isLocal ? 'localhost' : place.clientIp;
    const text = `Access denied for user '${user}'@'${host}' (using password: ${password ? 'YES' : 'NO'})`;
    return { kind: 'error', code: '1045 (28000)', text, isRefusal: true };
  }
  if (database === undefined || database in databases || SYSTEM.includes(database)) return undefined;
  return { kind: 'error', code: '1049 (42000)', text: `Unknown database '${database}'`, isRefusal: true };
}

/** A problem in MySQL's numbers and words. */
function mysqlError({ problem, subject, other }: SqlError, database: string | undefined, version: string): SqlReply {
  const product = /MariaDB/.test(version) ? 'MariaDB' : 'MySQL';
  const [table, key = ''] = other.split(' ');
  const texts: Readonly<Record<SqlError['problem'], readonly [string, string]>> = {
    syntax: [
      '1064 (42000)',
      `You have an error in your SQL syntax; check the manual that corresponds to your ${product} server version for the right syntax to use near '${subject}' at line 1`,
    ],
    'not-modelled': ['1235 (42000)', `${subject} is not part of the simulation`],
    'no-database': ['1046 (3D000)', 'No database selected'],
    'unknown-database': ['1049 (42000)', `Unknown database '${subject}'`],
    'database-exists': ['1007 (HY000)', `Can't create database '${subject}'; database exists`],
    'unknown-table': ['1146 (42S02)', `Table '${other || database}.${subject}' doesn't exist`],
    'unknown-table-to-drop': ['1051 (42S02)', `Unknown table '${other || database}.${subject}'`],
    'table-exists': ['1050 (42S01)', `Table '${subject}' already exists`],
    'unknown-column': ['1054 (42S22)', `Unknown column '${subject}' in '${other}'`],
    'column-count': ['1136 (21S01)', `Column count doesn't match value count at row ${subject}`],
    duplicate: ['1062 (23000)', `Duplicate entry '${subject}' for key '${table}.${key}'`],
    'not-null': ['1048 (23000)', `Column '${subject}' cannot be null`],
    denied: ['1044 (42000)', `Access denied for user '${subject}'`],
  };
  const [code, text] = texts[problem];
  return { kind: 'error', code, text };
}
