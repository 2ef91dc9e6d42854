import { type Image, minorTags, SERVER_PROGRAM, server, serverUnless } from '../image.ts';

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
  startLog: [
    'The files belonging to this database system will be owned by user "postgres".',
    'PostgreSQL init process complete; ready for start up.',
    'LOG:  listening on IPv4 address "0.0.0.0", port 5432',
    'LOG:  database system is ready to accept connections',
  ],
});
/** Without a password its entry point ends. */
const REFUSAL = server({
  ports: [],
  exitAfterMs: 100,
  exitCode: 1,
  startLog: [
    'Error: Database is uninitialized and superuser password is not specified.',
    '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
    '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
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
  system: {
    flavour: 'dash',
    also: ['bash', 'psql', 'pg_isready'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
    files: {
      '/usr/local/bin/postgres': { program: SERVER_PROGRAM },
      '/var/lib/postgresql/data': { dir: true },
    },
    env: { PGDATA: '/var/lib/postgresql/data' },
    entrypoint: ['postgres'],
  },
};

export default image;
