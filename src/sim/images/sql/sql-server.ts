import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import { SQL_METHOD, type SqlReply } from '../../shell/tools/lib/sql-wire.ts';
import type { ServerPlace } from '../image.ts';
import type { Catalog, Session } from './catalog.ts';
import type { Value } from './expression.ts';
import { type Dialect, parseStatement } from './parse-statement.ts';
import { runStatement } from './run-statement.ts';
import { SqlError } from './sql-error.ts';
import type { Selected } from './statement.ts';

/** What one database differs in from another. */
export interface SqlServer {
  readonly dialect: Dialect;
  readonly version: string;
  readonly systemDatabases: readonly string[];
  /** The file that keeps all; on a volume it outlives its Pod. */
  file(place: ServerPlace): string;
  /** What the entry point makes of its environment when there are no files yet. */
  initial(place: ServerPlace): Catalog;
  /** Why a user is not let in. */
  refusal(login: Login, catalog: Catalog, place: ServerPlace): SqlReply | undefined;
  /** A problem in its words. */
  error(problem: SqlError, database: string | undefined): SqlReply;
  variables(place: ServerPlace): Readonly<Record<string, Value>>;
}

/** Who comes, and with what. */
export interface Login {
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** By the socket in the file system, or from the same host. */
  readonly isLocal: boolean;
}

/** What a server of SQL answers; undefined for what is no statement. */
export function sqlReply(server: SqlServer): (request: ServerRequest, place: ServerPlace) => ServerReply | undefined {
  return (request, place) => {
    if (request.protocol !== 'tcp' || request.method !== SQL_METHOD) return undefined;
    return { status: 200, headers: new Map(), body: JSON.stringify(answer(server, request, place)) };
  };
}

function answer(server: SqlServer, { headers, body }: ServerRequest, place: ServerPlace): SqlReply {
  const catalog = openCatalog(server, place);
  const login: Login = {
    user: headers.get('user') ?? '',
    password: headers.get('password'),
    database: headers.get('database'),
    isLocal: headers.get('socket') === 'yes',
  };
  const refusal = server.refusal(login, catalog, place);
  if (refusal) return refusal;
  if (body.trim() === '') return { kind: 'welcome', version: server.version };
  try {
    const before = JSON.stringify(catalog);
    const result = runStatement(parseStatement(body, server.dialect), sessionOf(server, login, catalog, place));
    if (JSON.stringify(catalog) !== before) save(server, catalog, place);
    return result;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return server.error(error, login.database);
  }
}

function openCatalog(server: SqlServer, place: ServerPlace): Catalog {
  const path = server.file(place);
  const found = place.files.find(path, '/');
  if (found?.node.type === 'file') return JSON.parse(place.files.readFile(path, '/'));
  const catalog = server.initial(place);
  save(server, catalog, place);
  return catalog;
}

function save(server: SqlServer, catalog: Catalog, place: ServerPlace): void {
  const { files } = place;
  const path = server.file(place);
  const parts = path.split('/').slice(1, -1);
  for (let i = 1; i <= parts.length; i++) {
    const dir = `/${parts.slice(0, i).join('/')}`;
    if (!files.find(dir, '/')) files.mkdir(dir, '/');
  }
  files.writeFile(path, '/', JSON.stringify(catalog));
}

function sessionOf(server: SqlServer, login: Login, catalog: Catalog, place: ServerPlace): Session {
  const { user } = login;
  const isMysql = server.dialect === 'mysql';
  const database = login.database ?? (isMysql ? undefined : user);
  const now = (): string => new Date(place.unixMs).toISOString().slice(0, 19).replace('T', ' ');
  const known: Readonly<Record<string, () => Value>> = {
    NOW: () => (isMysql ? now() : `${now()}+00`),
    CURRENT_TIMESTAMP: () => (isMysql ? now() : `${now()}+00`),
    CURDATE: () => now().slice(0, 10),
    CURRENT_DATE: () => now().slice(0, 10),
    UNIX_TIMESTAMP: () => Math.floor(place.unixMs / 1000),
    VERSION: () => (isMysql ? server.version : `PostgreSQL ${server.version} on x86_64-pc-linux-gnu, 64-bit`),
    DATABASE: () => database ?? null,
    CURRENT_DATABASE: () => database ?? null,
    USER: () => (isMysql ? `${user}@${login.isLocal ? 'localhost' : place.clientIp}` : user),
    CURRENT_USER: () => (isMysql ? `${user}@%` : user),
    CONNECTION_ID: () => 8,
    PG_IS_IN_RECOVERY: () => 'f',
    INET_SERVER_ADDR: () => place.ip,
  };
  return {
    catalog,
    database,
    systemDatabases: server.systemDatabases,
    variables: server.variables(place),
    call: (name) => known[name]?.(),
    title: (selected) => (isMysql ? selected.title : shortTitle(selected)),
  };
}

/** PostgreSQL names a column by its function, or not at all. */
function shortTitle({ expression, title }: Selected): string {
  if (expression?.type === 'call' && /\(/.test(title)) return expression.name.toLowerCase();
  if (expression?.type === 'call') return title.toLowerCase();
  return expression && expression.type !== 'column' && !/^\w+$/.test(title)
    ? '?column?'
    : title.replace(/^\d+$/, '?column?');
}
