import { type Image, releaseTags, SERVER_PROGRAM } from '../image.ts';
import { mysqlServer } from '../mysql-server.ts';

/** The database. */
const image: Image = {
  names: ['mariadb'],
  hasTag: releaseTags(
    { '10.3': 39, '10.4': 34, '10.5': 29, '10.6': 22, '10.11': 13, '11.4': 7, '11.7': 2, '11.8': 2 },
    ['noble', 'jammy', 'focal'],
    ['latest', 'lts'],
  ),
  sizeBytes: 118_000_000,
  behave: mysqlServer({
    memoryBytes: 95_000_000,
    programs: ['mariadbd', 'mysqld'],
    prefixes: ['MARIADB', 'MYSQL'],
    startLog: [
      '[Note] [Entrypoint]: Entrypoint script for MariaDB Server started.',
      '[Note] [Entrypoint]: Initializing database files',
      '[Note] [Entrypoint]: MariaDB init process done. Ready for start up.',
      '0 [Note] mariadbd: ready for connections.',
    ],
  }),
  system: {
    flavour: 'dash',
    also: ['bash', 'mysql', 'mysqladmin'],
    without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
    files: {
      '/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
      '/usr/sbin/mariadbd': { program: SERVER_PROGRAM },
      '/var/lib/mysql': { dir: true },
    },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mariadbd'],
  },
};

export default image;
