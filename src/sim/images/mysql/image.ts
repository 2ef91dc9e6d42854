import { type Image, releaseTags, SERVER_PROGRAM } from '../image.ts';
import { mysqlServer } from '../mysql-server.ts';

/** The database. */
const image: Image = {
  names: ['mysql'],
  hasTag: releaseTags(
    {
      '5.5': 62,
      '5.6': 51,
      '5.7': 44,
      '8.0': 42,
      '8.1': 0,
      '8.2': 0,
      '8.3': 0,
      '8.4': 5,
      '9.0': 1,
      '9.1': 0,
      '9.2': 0,
      '9.3': 0,
    },
    ['debian', 'oracle'],
    ['latest', 'lts', 'innovation', 'oracle'],
  ),
  sizeBytes: 233_000_000,
  behave: mysqlServer({
    memoryBytes: 390_000_000,
    programs: ['mysqld'],
    prefixes: ['MYSQL'],
    startLog: [
      '[Note] [Entrypoint]: Entrypoint script for MySQL Server started.',
      '[Note] [Entrypoint]: Initializing database files',
      '[Note] [Entrypoint]: MySQL init process done. Ready for start up.',
      "0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.",
    ],
  }),
  system: {
    flavour: 'bash',
    also: ['bash', 'mysql', 'mysqladmin'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
    files: {
      '/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
      '/usr/sbin/mysqld': { program: SERVER_PROGRAM },
      '/var/lib/mysql': { dir: true },
    },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mysqld'],
  },
};

export default image;
