import type { Process } from '../../../../api/process.ts';
import type { Proc } from '../../kernel/proc.ts';
import { addressOf } from './http.ts';
import { SQL_METHOD, type SqlReply } from './sql-wire.ts';

const CONNECT_MS = 10_000;

/** Where a client goes, and as who. */
export interface SqlTarget {
  /** Undefined for the socket in the file system. */
  readonly host: string | undefined;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string | undefined;
}

/** Why there is no connection. */
export type NoConnection = 'unknown-host' | 'refused' | 'timeout';

/** Sends a statement; an empty one only asks to be let in. */
export function* askSql(proc: Proc, target: SqlTarget, statement: string): Process<SqlReply | NoConnection> {
  const { network } = proc.kernel.options;
  if (!network) return 'refused';
  const { host, port, user, password, database } = target;
  const address = host === undefined || host === 'localhost' ? '127.0.0.1' : yield* addressOf(proc, network, host);
  if (address === 'nxdomain' || address === 'timeout') return 'unknown-host';
  const headers = new Map([['user', user]]);
  if (password !== undefined) headers.set('password', password);
  if (database !== undefined) headers.set('database', database);
  if (host === undefined) headers.set('socket', 'yes');
  const request = { protocol: 'tcp', method: SQL_METHOD, path: '', headers, body: statement } as const;
  const reply = yield* network.request(address, port, request, CONNECT_MS);
  if (reply === 'timeout') return 'timeout';
  if (typeof reply === 'string' || !reply.body.startsWith('{')) return 'refused';
  return JSON.parse(reply.body) as SqlReply;
}

/** Which columns of a result hold nothing but numbers: they stand on the right. */
export function numericColumns({ columns, rows }: SqlReply & { kind: 'rows' }): boolean[] {
  return columns.map((_, i) => rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === 'number'));
}

/** The place after the end of the first statement of a text, by the semicolons outside of quotes; -1 for none. */
export function endOfStatement(text: string): number {
  for (const match of text.matchAll(/'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|--[^\n]*|;/gs)) {
    if (match[0] === ';') return match.index + 1;
  }
  return -1;
}
