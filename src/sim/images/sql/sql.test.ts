import { describe, expect, test } from 'vitest';
import { FileSystem } from '../../shell/fs/file-system.ts';
import { newVolume } from '../../shell/fs/volume.ts';
import type { NetworkAccess } from '../../shell/network-access.ts';
import { runScript, testMachine } from '../../shell/testing/machine.ts';
import type { ServerPlace } from '../image.ts';
import { mysqlSql } from './mysql.ts';
import { postgresSql } from './postgres.ts';
import { type SqlServer, sqlReply } from './sql-server.ts';

/** A network in which one server answers, whoever asks. */
function networkWith(server: SqlServer, env: Readonly<Record<string, string>>): NetworkAccess {
  const files = new FileSystem(newVolume('overlay', 0), () => 0);
  const reply = sqlReply(server);
  const place: ServerPlace = {
    podName: 'db-0',
    files,
    words: [],
    ip: '10.0.0.1',
    clientIp: '10.0.0.2',
    variable: (name) => env[name],
    upMs: 0,
    unixMs: Date.UTC(2026, 0, 5, 8),
    raise: () => {},
  };
  return {
    ip: '10.0.0.2',
    resolve: () => '10.0.0.1',
    *query() {
      return { rcode: 'NXDOMAIN', records: [] };
    },
    *request(_ip, _port, request) {
      return reply(request, place) ?? 'closed';
    },
    *connect() {
      return 'ok';
    },
    *ping() {
      return 1;
    },
  };
}

function run(server: SqlServer, env: Readonly<Record<string, string>>, script: string): string {
  const { stdout, stderr } = runScript(
    `echo 10.0.0.1 db >>/etc/hosts\n${script}`,
    'dash',
    '',
    60_000,
    testMachine('dash', networkWith(server, env)),
  );
  return stdout + stderr;
}

describe('MySQL', () => {
  const cases: readonly [string, string, string][] = [
    [
      'a table is made, filled, read, changed',
      'CREATE DATABASE test; CREATE TABLE test.messages (id INT AUTO_INCREMENT PRIMARY KEY, message VARCHAR(250)); INSERT INTO test.messages (message) VALUES ("hello"), ("it\'\'s"); SELECT * FROM test.messages; UPDATE test.messages SET message = "new" WHERE id = 2; DELETE FROM test.messages WHERE message LIKE "he%"; SELECT message, id FROM test.messages ORDER BY id DESC LIMIT 1',
      "id\tmessage\n1\thello\n2\tit''s\nmessage\tid\nnew\t2\n",
    ],
    [
      'counts, sums, groups and conditions',
      "CREATE DATABASE d; USE d; CREATE TABLE t (k VARCHAR(9), n INT); INSERT INTO t VALUES ('a', 1), ('a', 2), ('b', NULL); SELECT COUNT(*), SUM(n), MAX(n) AS top FROM t WHERE n IS NOT NULL AND n BETWEEN 1 AND 5; SELECT k, COUNT(*) FROM t GROUP BY k ORDER BY 2 DESC; SELECT COUNT(*) FROM t WHERE n > 9",
      'COUNT(*)\tSUM(n)\ttop\n2\t3\t2\nk\tCOUNT(*)\na\t2\nb\t1\nCOUNT(*)\n0\n',
    ],
    ['what is there', 'SHOW DATABASES', 'Database\ninformation_schema\nmysql\nperformance_schema\nshop\nsys\n'],
    [
      'columns',
      'CREATE TABLE shop.t (id INT NOT NULL, name TEXT DEFAULT NULL, PRIMARY KEY (id)); DESCRIBE shop.t; SHOW TABLES FROM shop',
      'Field\tType\tNull\tKey\tDefault\tExtra\nid\tint\tNO\tPRI\tNULL\t\nname\ttext\tYES\t\tNULL\t\nTables_in_shop\nt\n',
    ],
    [
      'where and when it runs',
      'SELECT @@server_id, NOW(), 1+1',
      '@@server_id\tNOW()\t1+1\n1\t2026-01-05 08:00:00\t2\n',
    ],
    [
      'a table that is not there',
      'SELECT * FROM shop.nope',
      "ERROR 1146 (42S02) at line 1: Table 'shop.nope' doesn't exist\n",
    ],
    ['no database', 'SELECT * FROM t', 'ERROR 1046 (3D000) at line 1: No database selected\n'],
    [
      'a database that is there',
      'CREATE DATABASE IF NOT EXISTS shop; CREATE DATABASE shop',
      "ERROR 1007 (HY000) at line 1: Can't create database 'shop'; database exists\n",
    ],
    [
      'a key that is there',
      'CREATE TABLE shop.t (id INT PRIMARY KEY); INSERT INTO shop.t VALUES (1);\nINSERT INTO shop.t VALUES (1)',
      "ERROR 1062 (23000) at line 2: Duplicate entry '1' for key 't.PRIMARY'\n",
    ],
    [
      'nonsense',
      'SELEC 1',
      "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'SELEC 1' at line 1\n",
    ],
    [
      'what is not modelled says so',
      'ALTER TABLE t ADD c INT',
      'ERROR 1235 (42000) at line 1: this statement is not part of the simulation\n',
    ],
  ];
  const env = { MYSQL_ROOT_PASSWORD: 'pw', MYSQL_DATABASE: 'shop', MYSQL_USER: 'u', MYSQL_PASSWORD: 'up' };
  for (const [title, statements, output] of cases) {
    test(title, () => {
      expect(
        run(mysqlSql('9.3.0', ['MYSQL']), env, `export MYSQL_PWD=pw; mysql -h db <<'END'\n${statements}\nEND`),
      ).toBe(output);
    });
  }

  test('who is let in', () => {
    const script =
      "mysql -uroot -ppw -e 'select 1' 2>&1; mysql -h db -uroot -pno -e 'select 1' 2>&1 | tail -n 1; mysql -h db -uu -pup shop -Ne 'select database()' 2>/dev/null; mysql -h db -uu -pup nope -e 'select 1' 2>&1 | tail -n 1; mysqladmin ping; echo $?; mysqladmin -ppw ping 2>/dev/null; mysql -h db -ppw -te 'select 1 as n, \"x\" as s' 2>/dev/null";
    expect(run(mysqlSql('9.3.0', ['MYSQL']), env, script)).toBe(
      [
        'mysql: [Warning] Using a password on the command line interface can be insecure.',
        '1',
        '1',
        "ERROR 1045 (28000): Access denied for user 'root'@'10.0.0.2' (using password: YES)",
        'shop',
        "ERROR 1049 (42000): Unknown database 'nope'",
        '0',
        'mysqld is alive',
        '+---+---+',
        '| n | s |',
        '+---+---+',
        '| 1 | x |',
        '+---+---+',
        "mysqladmin: connect to server at 'localhost' failed",
        "error: 'Access denied for user 'root'@'localhost' (using password: NO)'",
        '',
      ].join('\n'),
    );
  });
});

describe('PostgreSQL', () => {
  const cases: readonly [string, string, string][] = [
    [
      'a table is made, filled, read',
      "CREATE TABLE users (id SERIAL PRIMARY KEY, name TEXT NOT NULL); INSERT INTO users (name) VALUES ('ann'), ('bob'); SELECT * FROM users WHERE id >= 1 ORDER BY name DESC; UPDATE users SET name = 'eve' WHERE id = 2; DELETE FROM users WHERE id = 1; SELECT count(*) FROM users; SELECT 1",
      'CREATE TABLE\nINSERT 0 2\n id | name \n----+------\n  2 | bob\n  1 | ann\n(2 rows)\n\nUPDATE 1\nDELETE 1\n count \n-------\n     1\n(1 row)\n\n ?column? \n----------\n        1\n(1 row)\n\n',
    ],
    [
      'a table that is not there',
      'SELECT * FROM nope;',
      'ERROR:  relation "nope" does not exist\nLINE 1: SELECT * FROM nope;\n                      ^\n',
    ],
    ['nonsense', 'SELEC 1;', 'ERROR:  syntax error at or near "SELEC"\nLINE 1: SELEC 1;\n        ^\n'],
    [
      'a key that is there',
      'CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)',
      'CREATE TABLE\nINSERT 0 1\nERROR:  duplicate key value violates unique constraint "t_pkey"\nDETAIL:  Key (id)=(1) already exists.\n',
    ],
    ['a database that is there', 'CREATE DATABASE shop', 'ERROR:  database "shop" already exists\n'],
  ];
  const env = { POSTGRES_PASSWORD: 'pw', POSTGRES_DB: 'shop' };
  for (const [title, statements, output] of cases) {
    test(title, () => {
      expect(
        run(
          postgresSql('17.5'),
          env,
          `export PGPASSWORD=pw; psql -h db -U postgres -d shop <<'END'\n${statements}\nEND`,
        ),
      ).toBe(output);
    });
  }

  test('who is let in', () => {
    const script =
      "psql -U postgres -tAc 'select current_database()'; psql -h db -U postgres -c 'select 1' 2>&1; PGPASSWORD=no psql -h db -U postgres 2>&1 </dev/null; psql 2>&1 -d shop; psql -U postgres -d nope 2>&1; pg_isready -h db; psql 'postgresql://postgres:pw@db/shop' -Atc 'select current_database()'";
    expect(run(postgresSql('17.5'), env, script)).toBe(
      [
        'postgres',
        'psql: error: connection to server at "db", port 5432 failed: fe_sendauth: no password supplied',
        'psql: error: connection to server at "db", port 5432 failed: FATAL:  password authentication failed for user "postgres"',
        'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  role "root" does not exist',
        'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  database "nope" does not exist',
        'db:5432 - accepting connections',
        'shop',
        '',
      ].join('\n'),
    );
  });
});
