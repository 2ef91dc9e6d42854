import { type Image, releaseTags, SERVER_PROGRAM } from '../image.ts';
import { type MysqlFamily, mysqlServer, mysqlStartLog } from '../mysql-server.ts';
import { mysqlSql } from '../sql/mysql.ts';
import { sqlReply } from '../sql/sql-server.ts';

const FAMILY: MysqlFamily = {
  product: 'MariaDB',
  memoryBytes: 95_000_000,
  programs: ['mariadbd', 'mysqld'],
  prefixes: ['MARIADB', 'MYSQL'],
};

/** The newest release of each line. */
const NEWEST: Readonly<Record<string, string>> = {
  '10': '10.11.11',
  '10.5': '10.5.28',
  '10.6': '10.6.21',
  '10.11': '10.11.11',
  '11.4': '11.4.5',
};

/** The database. */
const image: Image = {
  names: ['mariadb'],
  hasTag: releaseTags(
    { '10.3': 39, '10.4': 34, '10.5': 29, '10.6': 22, '10.11': 13, '11.4': 7, '11.7': 2, '11.8': 2 },
    ['noble', 'jammy', 'focal'],
    ['latest', 'lts'],
  ),
  sizeBytes: 118_000_000,
  behave: mysqlServer(FAMILY),
  system: (tag) => {
    const version = /^\d+\.\d+\.\d+/.exec(tag)?.[0] ?? NEWEST[/^\d+(?:\.\d+)?/.exec(tag)?.[0] ?? ''] ?? '11.7.2';
    return {
      flavour: 'dash',
      also: ['bash', 'mariadb', 'mariadb-admin', ...(/^(?:10|5)\./.test(version) ? ['mysql', 'mysqladmin'] : [])],
      without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
      files: {
        '/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
        '/usr/sbin/mariadbd': { program: SERVER_PROGRAM },
        '/var/lib/mysql': { dir: true },
      },
      entrypoint: ['docker-entrypoint.sh'],
      cmd: ['mariadbd'],
      env: { MARIADB_VERSION: `1:${version}+maria~ubu2404` },
      keepsData: true,
      reply: sqlReply(mysqlSql(`${version}-MariaDB-ubu2404`, ['MARIADB', 'MYSQL'])),
      startLog: mysqlStartLog(FAMILY, `${version}-MariaDB-ubu2404`),
    };
  },
};

export default image;
