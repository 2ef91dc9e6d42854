import type { Process } from '../../../api/process.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/bytes.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { readInput } from './lib/input.ts';
import { type Options, options } from './lib/options.ts';
import { askSql, endOfStatement, type NoConnection, numericColumns, type SqlTarget } from './lib/sql-client.ts';
import type { SqlReply } from './lib/sql-wire.ts';

const SOCKET = '/var/run/postgresql/.s.PGSQL.5432';

/** The clients of PostgreSQL. */
const psql: Tool = {
  names: ['psql', 'pg_isready'],
  *run(proc, args, name) {
    const parsed = options(args, 'h:p:U:d:c:f:tAqwWv:XP:F:R:E1V', {
      host: 'h',
      port: 'p',
      username: 'U',
      dbname: 'd',
      command: 'c',
      file: 'f',
      'tuples-only': 't',
      'no-align': 'A',
      quiet: 'q',
      version: 'V',
      timeout: 't',
    });
    const target = targetOf(proc, parsed);
    if (name === 'pg_isready') return yield* isReady(proc, target);
    if (parsed.flags.has('V')) {
      yield* proc.print(`psql (PostgreSQL) ${proc.env.get('PG_MAJOR') ?? '17'}\n`);
      return 0;
    }
    const welcome = yield* askSql(proc, target, '');
    if (typeof welcome === 'string' || welcome.kind === 'error') {
      yield* proc.complain(encodeUtf8(unreachable(target, welcome)));
      return 2;
    }
    const style = {
      tuplesOnly: parsed.flags.has('t'),
      unaligned: parsed.flags.has('A'),
      isQuiet: parsed.flags.has('q'),
    };
    const texts = parsed.all.filter(([letter]) => letter === 'c').map(([, text]) => decodeUtf8(text));
    for (const [letter, path] of parsed.all) if (letter === 'f') texts.push(decodeUtf8(yield* readInput(proc, path)));
    if (texts.length === 0 && proc.file(0).isTty) return yield* prompt(proc, target, style);
    const isCommand = texts.length > 0;
    if (!isCommand) texts.push(decodeUtf8(yield* readInput(proc, '-')));
    let status = 0;
    for (const text of texts) status = yield* batch(proc, target, text, style, isCommand);
    return status;
  },
};

/** How results are printed. */
interface Style {
  readonly tuplesOnly: boolean;
  readonly unaligned: boolean;
  readonly isQuiet: boolean;
}

function targetOf({ env }: Proc, { values, operands }: Options): SqlTarget {
  const named = values.get('d') ?? operands[0];
  const [, uriUser, uriPassword, uriHost, uriPort, uriDatabase] =
    /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@]*))?@)?([^:/]*)(?::(\d+))?(?:\/([^?]*))?/.exec(named ?? '') ?? [];
  const isUri = /^postgres(?:ql)?:\/\//.test(named ?? '');
  const host = uriHost || values.get('h') || env.get('PGHOST');
  return {
    host: host?.startsWith('/') ? undefined : host,
    port: Number(uriPort ?? values.get('p') ?? env.get('PGPORT') ?? 5432),
    user: uriUser || values.get('U') || operands[isUri ? 0 : 1] || env.get('PGUSER') || env.get('USER') || 'root',
    password: uriPassword ?? env.get('PGPASSWORD'),
    database: (isUri ? uriDatabase : named) || env.get('PGDATABASE'),
  };
}

function* isReady(proc: Proc, target: SqlTarget): Process<number> {
  const reply = yield* askSql(proc, target, '');
  const place = `${target.host ?? '/var/run/postgresql'}:${target.port}`;
  yield* proc.print(`${place} - ${typeof reply === 'string' ? 'no response' : 'accepting connections'}\n`);
  return typeof reply === 'string' ? 2 : 0;
}

function unreachable({ host, port }: SqlTarget, why: NoConnection | (SqlReply & { kind: 'error' })): string {
  if (why === 'unknown-host')
    return `psql: error: could not translate host name "${host}" to address: Name or service not known`;
  const place = host === undefined ? `on socket "${SOCKET}"` : `at "${host}", port ${port}`;
  const question =
    host === undefined
      ? 'Is the server running locally and accepting connections on that socket?'
      : 'Is the server running on that host and accepting TCP/IP connections?';
  if (why === 'timeout')
    return `psql: error: connection to server ${place} failed: Connection timed out\n\t${question}`;
  if (why === 'refused') {
    const text = host === undefined ? 'No such file or directory' : 'Connection refused';
    return `psql: error: connection to server ${place} failed: ${text}\n\t${question}`;
  }
  return `psql: error: connection to server ${place} failed: ${why.text}`;
}

/** Runs all statements of a text: those of -c stop at one that fails. */
function* batch(proc: Proc, target: SqlTarget, text: string, style: Style, isCommand: boolean): Process<number> {
  let rest = text;
  let status = 0;
  for (;;) {
    const end = endOfStatement(rest);
    const statement = (end < 0 ? rest : rest.slice(0, end)).trim();
    if (statement !== '' && statement !== ';') {
      const isMeta = statement.startsWith('\\');
      const reply = isMeta ? undefined : yield* askSql(proc, target, statement);
      if (reply === undefined)
        yield* proc.complain(`${statement.split(/\s/)[0]}: this command is not part of the simulation`);
      else if (typeof reply === 'string') {
        yield* proc.complain('server closed the connection unexpectedly');
        return 2;
      } else if (reply.kind === 'error') yield* proc.complain(encodeUtf8(errorText(reply, statement)));
      else yield* proc.print(encodeUtf8(shown(reply, style)));
      const isBad = reply === undefined || reply.kind === 'error';
      if (isBad && isCommand) status = 1;
      if (isBad && isCommand) return status;
    }
    if (end < 0) return status;
    rest = rest.slice(end);
  }
}

function errorText({ text, pos, detail }: SqlReply & { kind: 'error' }, statement: string): string {
  const lines = [text];
  if (pos !== undefined) {
    const line = statement.slice(0, pos).split('\n').length;
    const start = statement.lastIndexOf('\n', pos - 1) + 1;
    const head = `LINE ${line}: `;
    lines.push(head + (statement.slice(start).split('\n')[0] ?? ''), `${' '.repeat(head.length + pos - start)}^`);
  }
  if (detail !== undefined) lines.push(`DETAIL:  ${detail}`);
  return lines.join('\n');
}

function shown(reply: SqlReply, style: Style): string {
  if (reply.kind === 'done') {
    if (style.isQuiet) return '';
    const count = { INSERT: ` 0 ${reply.affected}`, UPDATE: ` ${reply.affected}`, DELETE: ` ${reply.affected}` };
    return `${reply.tag}${count[reply.tag as 'INSERT'] ?? ''}\n`;
  }
  if (reply.kind !== 'rows') return '';
  const cells = reply.rows.map((row) => row.map((value) => (value === null ? '' : String(value))));
  const count = `(${cells.length} row${cells.length === 1 ? '' : 's'})\n`;
  if (style.unaligned) {
    const lines = (style.tuplesOnly ? cells : [reply.columns, ...cells]).map((row) => `${row.join('|')}\n`).join('');
    return lines + (style.tuplesOnly ? '' : count);
  }
  return aligned(reply, cells, style, count);
}

function aligned(
  reply: SqlReply & { kind: 'rows' },
  cells: readonly (readonly string[])[],
  { tuplesOnly }: Style,
  count: string,
): string {
  const { columns } = reply;
  const isNumber = numericColumns(reply);
  const widths = columns.map((title, i) =>
    Math.max(tuplesOnly ? 0 : title.length, ...cells.map((row) => row[i]!.length)),
  );
  const centred = (title: string, width: number): string => {
    const left = Math.floor((width - title.length) / 2);
    return ' '.repeat(left) + title + ' '.repeat(width - title.length - left);
  };
  const last = columns.length - 1;
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => ` ${isNumber[i] ? text.padStart(widths[i]!) : i === last ? text : text.padEnd(widths[i]!)}`)
      .join(' |');
  const head = columns.map((title, i) => ` ${centred(title, widths[i]!)} `).join('|');
  const rule = widths.map((width) => '-'.repeat(width + 2)).join('+');
  const body = cells.map((row) => `${line(row)}\n`).join('');
  return tuplesOnly ? `${body}\n` : `${head}\n${rule}\n${body}${count}\n`;
}

/** The prompt at a terminal. */
function* prompt(proc: Proc, target: SqlTarget, style: Style): Process<number> {
  yield* proc.print('Type "help" for help.\n\n');
  const input = proc.file(0);
  const name = target.database ?? target.user;
  let text = '';
  for (;;) {
    yield* proc.print(`${name}${text === '' ? '=' : '-'}# `);
    const line = input.line ? yield* input.line(proc) : yield* input.read(proc, 65_536);
    if (line === '' || (text === '' && /^\s*(?:\\q|exit|quit)\s*$/.test(line))) return 0;
    text = (text + decodeUtf8(line)).trimStart();
    if (endOfStatement(text) < 0 && !text.startsWith('\\')) continue;
    yield* batch(proc, target, text, style, false);
    text = '';
  }
}

export default psql;
