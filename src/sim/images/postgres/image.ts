import { type Image, minorTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';
import type { ServerLine, StartPlace } from '../server-model.ts';
import { postgresSql } from '../sql/postgres.ts';
import { sqlReply } from '../sql/sql-server.ts';

/** The newest minor of each major. */
const NEWEST: Readonly<Record<string, string>> = {
  '10': '10.23',
  '11': '11.22',
  '12': '12.22',
  '13': '13.21',
  '14': '14.18',
  '15': '15.13',
  '16': '16.9',
  '17': '17.5',
};

const numbered = minorTags({ 10: 23, 11: 22, 12: 22, 13: 21, 14: 18, 15: 13, 16: 9, 17: 5 }, -1, [
  'alpine',
  'bookworm',
  'bullseye',
]);
const SERVER = server({
  startupMs: 2500,
  ports: [5432],
  cpuMilli: 4,
  memoryBytes: 38_000_000,
});
/** Without a password its entry point ends. */
const REFUSAL = server({
  ports: [],
  exitAfterMs: 100,
  exitCode: 1,
  startLog: [
    ...[
      'Error: Database is uninitialized and superuser password is not specified.',
      '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
      '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
      '',
      '       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all',
      '       connections without a password. This is *not* recommended.',
      '',
      '       See PostgreSQL documentation about "trust":',
      '       https://www.postgresql.org/docs/current/auth-trust.html',
    ].map((text) => ({ text, stream: 'stderr' as const })),
  ],
});
const OWN = ['postgres', 'docker-entrypoint.sh'];

/** The database. */
const image: Image = {
  names: ['postgres'],
  hasTag: (tag) => ['latest', 'alpine', 'bookworm', '9.6'].includes(tag) || numbered(tag),
  sizeBytes: 152_000_000,
  behave: (line) => {
    const has = line.hasVariable ?? ((): boolean => true);
    const isSet = ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'].some(has);
    return serverUnless(isSet ? SERVER : REFUSAL, OWN)(line);
  },
  system: (tag) => {
    const version = /^\d+(?:\.\d+)?/.exec(tag)?.[0] ?? '17.5';
    const full = version.includes('.') ? version : (NEWEST[version] ?? version);
    const isAlpine = tag.includes('alpine');
    return {
      flavour: isAlpine ? 'busybox' : 'dash',
      also: ['bash', 'psql', 'pg_isready'],
      without: isAlpine ? [] : ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
      files: {
        '/usr/local/bin/postgres': { program: SERVER_PROGRAM },
        '/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
        '/var/lib/postgresql/data': { dir: true },
        '/etc/passwd':
          'root:x:0:0:root:/root:/bin/bash\npostgres:x:999:999::/var/lib/postgresql:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\n',
      },
      env: { PGDATA: '/var/lib/postgresql/data', PG_MAJOR: full.split('.')[0]! },
      entrypoint: ['docker-entrypoint.sh'],
      cmd: ['postgres'],
      keepsData: true,
      reply: sqlReply(postgresSql(full)),
      startLog: (place) => started(place, full),
    };
  },
};

/** What it writes when it makes its files and starts. */
function started({ unixMs }: StartPlace, version: string): readonly ServerLine[] {
  const log = (afterMs: number, pid: number, text: string): ServerLine => {
    const at = new Date(unixMs + afterMs).toISOString();
    return { text: `${at.slice(0, 10)} ${at.slice(11, 23)} UTC [${pid}] LOG:  ${text}`, stream: 'stderr', afterMs };
  };
  return [
    'The files belonging to this database system will be owned by user "postgres".',
    'This user must also own the server process.',
    '',
    'The database cluster will be initialized with locale "en_US.utf8".',
    'The default database encoding has accordingly been set to "UTF8".',
    'The default text search configuration will be set to "english".',
    '',
    'Data page checksums are disabled.',
    '',
    'fixing permissions on existing directory /var/lib/postgresql/data ... ok',
    'creating subdirectories ... ok',
    'creating configuration files ... ok',
    'running bootstrap script ... ok',
    'performing post-bootstrap initialization ... ok',
    { text: 'syncing data to disk ... ok', afterMs: 1500 },
    { text: '', afterMs: 2000 },
    { text: 'PostgreSQL init process complete; ready for start up.', afterMs: 2300 },
    { text: '', afterMs: 2300 },
    log(2400, 1, `starting PostgreSQL ${version} on x86_64-pc-linux-gnu, 64-bit`),
    log(2400, 1, 'listening on IPv4 address "0.0.0.0", port 5432'),
    log(2400, 1, 'listening on IPv6 address "::", port 5432'),
    log(2400, 1, 'listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"'),
    log(2500, 1, 'database system is ready to accept connections'),
  ];
}

export default image;
