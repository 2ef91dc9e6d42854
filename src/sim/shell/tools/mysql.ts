import type { Process } from '../../../api/process.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/bytes.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { readInput } from './lib/input.ts';
import { askSql, endOfStatement, type NoConnection, numericColumns, type SqlTarget } from './lib/sql-client.ts';
import type { SqlReply } from './lib/sql-wire.ts';

const SOCKET = '/var/run/mysqld/mysqld.sock';

/** What the words of a command line say. */
interface Options {
  readonly target: SqlTarget;
  readonly execute: string | undefined;
  readonly isTable: boolean;
  readonly noNames: boolean;
  readonly operands: readonly string[];
  /** A password among the words is warned of. */
  readonly showsPassword: boolean;
}

/** The clients of MySQL and MariaDB. */
const mysql: Tool = {
  names: ['mysql', 'mariadb', 'mysqladmin', 'mariadb-admin', 'mysqldump'],
  *run(proc, args, name) {
    if (args.some((arg) => arg === '--version' || arg === '-V')) return yield* version(proc, name);
    if (name === 'mysqldump') {
      yield* proc.complain('mysqldump: this program is not part of the simulation');
      return 1;
    }
    const isAdmin = name.endsWith('admin');
    const options = readOptions(proc, args, isAdmin);
    if (options.showsPassword && !name.startsWith('mariadb')) {
      yield* proc.complain(`${name}: [Warning] Using a password on the command line interface can be insecure.`);
    }
    const welcome = yield* askSql(proc, options.target, '');
    if (isAdmin) return yield* admin(proc, name, options, welcome);
    if (typeof welcome === 'string') {
      yield* proc.complain(unreachable(options.target, welcome));
      return 1;
    }
    if (welcome.kind === 'error') return yield* complain(proc, welcome, 0);
    if (options.execute !== undefined) return yield* batch(proc, options, options.execute);
    if (!proc.file(0).isTty) return yield* batch(proc, options, decodeUtf8(yield* readInput(proc, '-')));
    return yield* monitor(proc, options, welcome.kind === 'welcome' ? welcome.version : '');
  },
};

function* version(proc: Proc, name: string): Process<number> {
  yield* proc.print(
    `${name}  Ver ${proc.env.get('MYSQL_VERSION') ?? '8.4.5'} for Linux on x86_64 (MySQL Community Server - GPL)\n`,
  );
  return 0;
}

const LONG: Readonly<Record<string, string>> = {
  host: 'h',
  user: 'u',
  password: 'p',
  port: 'P',
  database: 'D',
  execute: 'e',
  table: 't',
  'skip-column-names': 'N',
  batch: 'B',
  silent: 's',
  protocol: 'x',
  socket: 'S',
  'connect-timeout': 'x',
};

/** Letters with a value; that of a password only counts where it stands with it. */
const TAKES_VALUE = 'huPDeSx';

/** Reads a command line: a password only counts where it stands with its letter. */
function readOptions(proc: Proc, args: readonly string[], isAdmin: boolean): Options {
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const [, word, given] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (word !== undefined) {
      const letter = LONG[word] ?? '?';
      values.set(letter, given ?? (TAKES_VALUE.includes(letter) ? (args[++i] ?? '') : ''));
    } else if (!/^-./.test(arg)) operands.push(arg);
    else {
      const at = [...arg].findIndex((letter, j) => j > 0 && (letter === 'p' || TAKES_VALUE.includes(letter)));
      const end = at < 0 ? arg.length : at;
      for (const letter of arg.slice(1, end)) values.set(letter, '');
      if (at < 0) continue;
      const rest = arg.slice(at + 1);
      values.set(arg[at]!, rest || arg[at] === 'p' ? rest : (args[++i] ?? ''));
    }
  }
  const host = values.get('h');
  const password = values.get('p') || proc.env.get('MYSQL_PWD');
  return {
    target: {
      host: host === 'localhost' ? undefined : host,
      port: Number(values.get('P') ?? 3306),
      user: values.get('u') ?? 'root',
      password,
      database: isAdmin ? undefined : (values.get('D') ?? operands[0]),
    },
    execute: values.get('e'),
    isTable: values.has('t') || (proc.file(1).isTty === true && !values.has('B') && !values.has('s')),
    noNames: values.has('N'),
    operands,
    showsPassword: (values.get('p') ?? '') !== '',
  };
}

function unreachable({ host, port }: SqlTarget, why: NoConnection): string {
  if (why === 'unknown-host') return `ERROR 2005 (HY000): Unknown MySQL server host '${host}' (-2)`;
  if (host === undefined)
    return `ERROR 2002 (HY000): Can't connect to local MySQL server through socket '${SOCKET}' (2)`;
  return `ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (${why === 'timeout' ? 110 : 111})`;
}

function* admin(
  proc: Proc,
  name: string,
  { target, operands }: Options,
  welcome: SqlReply | NoConnection,
): Process<number> {
  const [command = ''] = operands;
  if (typeof welcome === 'string' || welcome.kind === 'error') {
    const host = target.host ?? 'localhost';
    const text =
      typeof welcome === 'string'
        ? unreachable(target, welcome).replace(/^ERROR \S+ \(\w+\): /, '')
        : welcome.kind === 'error'
          ? welcome.text
          : '';
    yield* proc.complain(`${name}: connect to server at '${host}' failed\nerror: '${text}'`);
    if (typeof welcome === 'string' && target.host === undefined) {
      yield* proc.complain(`Check that mysqld is running and that the socket: '${SOCKET}' exists!`);
    }
    // A server that lets nobody in is alive.
    return typeof welcome !== 'string' && command === 'ping' ? 0 : 1;
  }
  if (command === 'ping') yield* proc.print('mysqld is alive\n');
  else {
    yield* proc.complain(`${name}: the command ${command} is not part of the simulation`);
    return 1;
  }
  return 0;
}

function* complain(proc: Proc, { code, text }: SqlReply & { kind: 'error' }, line: number): Process<number> {
  yield* proc.complain(`ERROR ${code}${line > 0 ? ` at line ${line}` : ''}: ${encodeUtf8(text)}`);
  return 1;
}

/** Runs all statements of a text until one fails. */
function* batch(proc: Proc, options: Options, text: string): Process<number> {
  let { target } = options;
  let rest = text;
  for (;;) {
    const line = text.slice(0, text.length - rest.trimStart().length).split('\n').length;
    const end = endOfStatement(rest);
    const statement = (end < 0 ? rest : rest.slice(0, end - 1)).trim();
    if (statement !== '') {
      const reply = yield* askSql(proc, target, statement);
      if (typeof reply === 'string') {
        yield* proc.complain(`ERROR 2013 (HY000) at line ${line}: Lost connection to MySQL server during query`);
        return 1;
      }
      if (reply.kind === 'error') return yield* complain(proc, reply, line);
      if (reply.kind === 'use') target = { ...target, database: reply.database };
      if (reply.kind === 'rows')
        yield* proc.print(encodeUtf8(options.isTable ? table(reply) : tabbed(reply, options.noNames)));
    }
    if (end < 0) return 0;
    rest = rest.slice(end);
  }
}

function tabbed({ columns, rows }: SqlReply & { kind: 'rows' }, noNames: boolean): string {
  if (rows.length === 0) return '';
  const cell = (value: string | number | null): string =>
    value === null
      ? 'NULL'
      : String(value).replace(/[\\\t\n]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[c]!);
  return [...(noNames ? [] : [columns]), ...rows].map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

function table(reply: SqlReply & { kind: 'rows' }): string {
  const { columns, rows } = reply;
  if (rows.length === 0) return '';
  const isNumber = numericColumns(reply);
  const cells = rows.map((row) => row.map((value) => (value === null ? 'NULL' : String(value))));
  const widths = columns.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (row: readonly string[], isHead: boolean): string =>
    `|${row.map((text, i) => ` ${isNumber[i] && !isHead ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)} `).join('|')}|\n`;
  return rule + line(columns, true) + rule + cells.map((row) => line(row, false)).join('') + rule;
}

/** The prompt at a terminal. */
function* monitor(proc: Proc, options: Options, version: string): Process<number> {
  yield* proc.print(
    `Welcome to the MySQL monitor.  Commands end with ; or \\g.\nYour MySQL connection id is 8\nServer version: ${version} MySQL Community Server - GPL\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n`,
  );
  const input = proc.file(0);
  let { target } = options;
  let text = '';
  for (;;) {
    yield* proc.print(text === '' ? 'mysql> ' : '    -> ');
    const line = input.line ? yield* input.line(proc) : yield* input.read(proc, 65_536);
    if (line === '' || (text === '' && /^\s*(?:exit|quit|\\q)\s*;?\s*$/i.test(line))) {
      yield* proc.print('Bye\n');
      return 0;
    }
    text = /\\c\s*$/.test(line) ? '' : (text + line).trimStart();
    const end = /^use\s+\S+\s*$/i.test(text) ? text.length : endOfStatement(text);
    if (end < 0) continue;
    const statement = decodeUtf8(text.slice(0, end).replace(/;\s*$/, ''));
    text = text.slice(end).trimStart();
    if (statement.trim() === '') continue;
    const reply = yield* askSql(proc, target, statement);
    if (typeof reply !== 'string' && reply.kind === 'use') target = { ...target, database: reply.database };
    yield* proc.print(encodeUtf8(shown(reply)));
  }
}

function shown(reply: SqlReply | NoConnection): string {
  if (typeof reply === 'string') return 'ERROR 2013 (HY000): Lost connection to MySQL server during query\n';
  switch (reply.kind) {
    case 'rows': {
      const count = reply.rows.length;
      const words = count === 0 ? 'Empty set' : `${count} row${count === 1 ? '' : 's'} in set`;
      return `${table(reply)}${words} (0.00 sec)\n\n`;
    }
    case 'done':
      return `Query OK, ${reply.affected} row${reply.affected === 1 ? '' : 's'} affected (0.01 sec)\n\n`;
    case 'use':
      return 'Database changed\n';
    case 'error':
      return `ERROR ${reply.code}: ${reply.text}\n`;
    default:
      return '';
  }
}

export default mysql;
