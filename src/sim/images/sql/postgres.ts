import type { SqlReply } from '../../shell/tools/lib/sql-wire.ts';
import type { ServerPlace } from '../image.ts';
import type { SqlError } from './sql-error.ts';
import type { Login, SqlServer } from './sql-server.ts';

const SYSTEM = ['template0', 'template1'];

/** PostgreSQL; its entry point's variables begin with POSTGRES. */
export function postgresSql(version: string): SqlServer {
  return {
    dialect: 'postgres',
    version,
    systemDatabases: SYSTEM,
    file: ({ variable }) => `${variable('PGDATA') ?? '/var/lib/postgresql/data'}/base/1/1259`,
    initial({ variable }) {
      const user = variable('POSTGRES_USER') || 'postgres';
      const database = variable('POSTGRES_DB') || user;
      return {
        users: { [user]: variable('POSTGRES_PASSWORD') ?? '' },
        databases: { postgres: {}, [database]: {} },
      };
    },
    refusal(login, { users, databases }, place) {
      const { user, database = user } = login;
      const problem = passwordProblem(login, users, place);
      if (problem !== undefined) return { kind: 'error', code: '', text: problem, isRefusal: true };
      if (database in databases || SYSTEM.includes(database)) return undefined;
      return { kind: 'error', code: '', text: `FATAL:  database "${database}" does not exist`, isRefusal: true };
    },
    error: postgresError,
    variables: () => ({}),
  };
}

/** The files trust whoever comes from the same host; all others need a password. */
function passwordProblem(
  login: Login,
  users: Readonly<Record<string, string>>,
  place: ServerPlace,
): string | undefined {
  const { user, password } = login;
  const isTrusted =
    login.isLocal || place.clientIp === '127.0.0.1' || place.variable('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  if (isTrusted) return user in users ? undefined : `FATAL:  role "${user}" does not exist`;
  if (password === undefined) return 'fe_sendauth: no password supplied';
  return users[user] === password ? undefined : `FATAL:  password authentication failed for user "${user}"`;
}

/** A problem in PostgreSQL's words. */
function postgresError({ problem, subject, pos, other }: SqlError): SqlReply {
  const [table, , column = ''] = other.split(' ');
  const first = /^\S+/.exec(subject)?.[0].replace(/;$/, '') || ';';
  const texts: Readonly<Record<SqlError['problem'], string>> = {
    syntax: subject === '' ? 'syntax error at end of input' : `syntax error at or near "${first}"`,
    'not-modelled': `${subject} is not part of the simulation`,
    'no-database': 'no database selected',
    'unknown-database': `database "${subject}" does not exist`,
    'database-exists': `database "${subject}" already exists`,
    'unknown-table': `relation "${subject}" does not exist`,
    'unknown-table-to-drop': `table "${subject}" does not exist`,
    'table-exists': `relation "${subject}" already exists`,
    'unknown-column': `column "${subject}" does not exist`,
    'column-count': 'INSERT has more expressions than target columns',
    duplicate: `duplicate key value violates unique constraint "${table}_${other.includes('PRIMARY') ? 'pkey' : `${column}_key`}"`,
    'not-null': `null value in column "${subject}" of relation "${other}" violates not-null constraint`,
    denied: `permission denied for ${subject}`,
  };
  const hasPlace = problem === 'syntax' || problem === 'unknown-table' || problem === 'unknown-column';
  return {
    kind: 'error',
    code: '',
    text: `ERROR:  ${texts[problem]}`,
    pos: hasPlace ? pos : undefined,
    detail: problem === 'duplicate' ? `Key (${column})=(${subject}) already exists.` : undefined,
  };
}
