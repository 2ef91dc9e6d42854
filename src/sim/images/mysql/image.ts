import { type Image, releaseTags, SERVER_PROGRAM } from '../image.ts';
import { type MysqlFamily, mysqlServer, mysqlStartLog } from '../mysql-server.ts';
import { mysqlSql } from '../sql/mysql.ts';
import { sqlReply } from '../sql/sql-server.ts';

const FAMILY: MysqlFamily = { product: 'MySQL', memoryBytes: 390_000_000, programs: ['mysqld'], prefixes: ['MYSQL'] };

/** The newest release of each line. */
const NEWEST: Readonly<Record<string, string>> = {
  '5.5': '5.5.62',
  '5.6': '5.6.51',
  '5': '5.7.44',
  '5.7': '5.7.44',
  '8': '8.4.5',
  '8.0': '8.0.42',
  '8.4': '8.4.5',
  lts: '8.4.5',
  '9.0': '9.0.1',
  '9.1': '9.1.0',
  '9.2': '9.2.0',
};

function versionOf(tag: string): string {
  const bare = tag.replace(/-.*$/, '');
  return NEWEST[bare] ?? (/^\d+\.\d+\.\d+$/.test(bare) ? bare : '9.3.0');
}

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
  behave: mysqlServer(FAMILY),
  system: (tag) => {
    const version = versionOf(tag);
    return {
      flavour: 'bash',
      also: ['bash', 'mysql', 'mysqladmin', 'mysqldump'],
      without: ['curl', 'wget', 'ping', 'nslookup', 'nc', 'ip', 'ifconfig', 'ps', 'top'],
      files: {
        '/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n',
        '/usr/sbin/mysqld': { program: SERVER_PROGRAM },
        '/var/lib/mysql': { dir: true },
      },
      entrypoint: ['docker-entrypoint.sh'],
      cmd: ['mysqld'],
      env: { MYSQL_VERSION: `${version}-1.el9` },
      keepsData: true,
      reply: sqlReply(mysqlSql(version, ['MYSQL'])),
      startLog: mysqlStartLog(FAMILY, version),
    };
  },
};

export default image;
