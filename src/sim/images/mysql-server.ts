import { type Behaviour, type CommandLine, server, serverUnless } from './image.ts';
import type { ServerLine, StartPlace } from './server-model.ts';

/** What servers of the MySQL family differ in. */
export interface MysqlFamily {
  readonly product: 'MySQL' | 'MariaDB';
  readonly memoryBytes: number;
  readonly programs: readonly string[];
  /** Beginnings of the variables that say what password the root user has. */
  readonly prefixes: readonly string[];
}

/** How long the entry point takes to make the first files. */
const INITIAL_MS = 6000;
const STARTUP_MS = 8000;

/** A server of the MySQL family: its entry point ends where no password is given. */
export function mysqlServer(family: MysqlFamily): (line: CommandLine) => Behaviour | undefined {
  const { memoryBytes, programs, prefixes, product } = family;
  const running = server({ startupMs: STARTUP_MS, ports: [3306], cpuMilli: 6, memoryBytes, stopMs: 1500 });
  const names = prefixes.flatMap((prefix) =>
    [
      'ROOT_PASSWORD',
      'ROOT_PASSWORD_HASH',
      'ALLOW_EMPTY_PASSWORD',
      'ALLOW_EMPTY_ROOT_PASSWORD',
      'RANDOM_ROOT_PASSWORD',
      'ROOT_PASSWORD_FILE',
    ].map((name) => `${prefix}_${name}`),
  );
  const choices =
    product === 'MySQL'
      ? ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD']
      : [
          'MARIADB_ROOT_PASSWORD',
          'MARIADB_ROOT_PASSWORD_HASH',
          'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
          'MARIADB_RANDOM_ROOT_PASSWORD',
        ];
  const refusal = server({
    ports: [],
    exitAfterMs: 300,
    exitCode: 1,
    startLog: (place) => [
      ...greeting(family, place),
      {
        stream: 'stderr',
        text: `${note(place, 200, 'ERROR')}Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n${choices.map((name) => `    - ${name}`).join('\n')}`,
      },
    ],
  });
  return (line) => {
    const has = line.hasVariable ?? ((): boolean => true);
    // The entry point runs what is not its server as it stands: a client, a shell.
    if (line.command.length === 0 && line.args.length > 0 && !isServer(line.args[0]!, programs)) return undefined;
    return serverUnless(names.some(has) ? running : refusal, [...programs, 'docker-entrypoint.sh'])(line);
  };
}

function isServer(word: string, programs: readonly string[]): boolean {
  return word.startsWith('-') || programs.includes(word.slice(word.lastIndexOf('/') + 1));
}

/** The start of a line of the entry point. */
function note({ unixMs }: StartPlace, afterMs: number, kind: 'Note' | 'ERROR'): string {
  const at = new Date(unixMs + afterMs).toISOString();
  return `${at.slice(0, 10)} ${at.slice(11, 19)}+00:00 [${kind}] [Entrypoint]: `;
}

function greeting({ product }: MysqlFamily, place: StartPlace): ServerLine[] {
  const version = place.variable(product === 'MySQL' ? 'MYSQL_VERSION' : 'MARIADB_VERSION') ?? '';
  const script = `Entrypoint script for ${product} Server ${version} started.`;
  return [
    note(place, 0, 'Note') + script,
    `${note(place, 100, 'Note')}Switching to dedicated user 'mysql'`,
    note(place, 100, 'Note') + script,
  ];
}

/** What a server writes that starts with an empty directory; `version` is that of the program alone. */
export function mysqlStartLog(family: MysqlFamily, version: string): (place: StartPlace) => readonly ServerLine[] {
  return (place) => {
    const isMysql = family.product === 'MySQL';
    const say = (text: string, afterMs: number): ServerLine => ({ text: note(place, afterMs, 'Note') + text, afterMs });
    const iso = new Date(place.unixMs + STARTUP_MS).toISOString();
    const ready = isMysql
      ? `${iso.slice(0, 23)}000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`
      : `${iso.slice(0, 10)} ${Number(iso.slice(11, 13))}:${iso.slice(14, 19)} 0 [Note] mariadbd: ready for connections.\nVersion: '${version}'  socket: '/run/mysqld/mysqld.sock'  port: 3306  mariadb.org binary distribution`;
    return [
      ...greeting(family, place),
      say('Initializing database files', 200),
      say('Database files initialized', INITIAL_MS - 1500),
      say('Starting temporary server', INITIAL_MS - 1500),
      say('Temporary server started.', INITIAL_MS - 500),
      say('Stopping temporary server', INITIAL_MS),
      say('Temporary server stopped', INITIAL_MS + 500),
      say(`${family.product} init process done. Ready for start up.`, INITIAL_MS + 500),
      { text: ready, stream: 'stderr', afterMs: STARTUP_MS },
    ];
  };
}
