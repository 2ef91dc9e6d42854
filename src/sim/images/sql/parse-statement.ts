import type { Expression } from './expression.ts';
import { SqlParser } from './parser.ts';
import { SqlError } from './sql-error.ts';
import type { Column, Selected, Statement } from './statement.ts';
import { tokensOf } from './tokens.ts';

/** Which database's words a statement is in. */
export type Dialect = 'mysql' | 'postgres';

/** Statements that change nothing of what is modelled, by their first words; the longest first. */
const NOTHING: readonly (readonly string[])[] = [
  ['FLUSH', 'PRIVILEGES'],
  ['GRANT'],
  ['REVOKE'],
  ['SET'],
  ['BEGIN'],
  ['START', 'TRANSACTION'],
  ['COMMIT'],
  ['CREATE', 'EXTENSION'],
];

/** Reads one statement. Throws SqlError, also for one that exists in reality and is not modelled. */
export function parseStatement(text: string, dialect: Dialect): Statement {
  const parser = new SqlParser(tokensOf(text, dialect === 'mysql'), text);
  const statement = read(parser, dialect);
  parser.take(';');
  if (!parser.atEnd && statement.type !== 'nothing') throw parser.problem();
  return statement;
}

/** Words with which statements begin in reality. */
const KNOWN = new Set(
  'ALTER ANALYZE CALL COPY DECLARE EXPLAIN HANDLER LOAD LOCK MERGE OPTIMIZE RENAME REPLACE ROLLBACK SAVEPOINT UNLOCK VACUUM WITH CREATE DROP SHOW CHANGE STOP RESET KILL'.split(
    ' ',
  ),
);

function read(parser: SqlParser, dialect: Dialect): Statement {
  const first = parser.peek();
  if (parser.take('SELECT')) return readSelect(parser);
  if (parser.take('INSERT', 'INTO') || parser.take('INSERT')) return readInsert(parser);
  if (parser.take('UPDATE')) return readUpdate(parser);
  if (parser.take('DELETE', 'FROM')) return { type: 'delete', name: parser.tableName(), where: readWhere(parser) };
  const words = NOTHING.find((one) => parser.take(...one));
  if (words) return { type: 'nothing', tag: words[0] === 'START' ? 'START TRANSACTION' : words.join(' ') };
  const definition = readDefinition(parser, dialect) ?? (dialect === 'mysql' ? readShow(parser) : undefined);
  if (definition) return definition;
  if (first && KNOWN.has(first.value)) throw new SqlError('not-modelled', 'this statement');
  throw parser.problem();
}

function readDefinition(parser: SqlParser, dialect: Dialect): Statement | undefined {
  if (parser.take('CREATE', 'DATABASE') || (dialect === 'mysql' && parser.take('CREATE', 'SCHEMA'))) {
    const ifNotExists = parser.take('IF', 'NOT', 'EXISTS');
    const name = parser.name();
    while (!parser.atEnd) parser.skip();
    return { type: 'create-database', name, ifNotExists };
  }
  if (parser.take('DROP', 'DATABASE')) {
    const ifExists = parser.take('IF', 'EXISTS');
    return { type: 'drop-database', name: parser.name(), ifExists };
  }
  if (parser.take('CREATE', 'TABLE')) return readTable(parser);
  if (parser.take('DROP', 'TABLE')) {
    const ifExists = parser.take('IF', 'EXISTS');
    return { type: 'drop-table', name: parser.tableName(), ifExists };
  }
  if (parser.take('TRUNCATE', 'TABLE') || parser.take('TRUNCATE'))
    return { type: 'truncate', name: parser.tableName() };
  if (parser.take('CREATE', 'USER') || parser.take('CREATE', 'ROLE')) return readUser(parser);
  return undefined;
}

function readUser(parser: SqlParser): Statement {
  parser.take('IF', 'NOT', 'EXISTS');
  const name = parser.nameOrText();
  let password = '';
  while (!parser.atEnd) {
    const isNext = parser.take('BY') || parser.take('PASSWORD');
    const token = isNext ? parser.peek() : parser.skip();
    if (isNext && token?.kind === 'text') password = token.value;
  }
  return { type: 'create-user', name, password };
}

function readShow(parser: SqlParser): Statement | undefined {
  if (parser.take('USE')) return { type: 'use', name: parser.name() };
  if (parser.take('SHOW', 'DATABASES') || parser.take('SHOW', 'SCHEMAS')) return { type: 'show-databases' };
  if (parser.take('SHOW', 'TABLES')) {
    const isOther = parser.take('FROM') || parser.take('IN');
    return { type: 'show-tables', database: isOther ? parser.name() : undefined };
  }
  if (parser.take('SHOW', 'COLUMNS', 'FROM') || parser.take('DESCRIBE') || parser.take('DESC')) {
    return { type: 'show-columns', name: parser.tableName() };
  }
  if (parser.take('SHOW', 'VARIABLES') || parser.take('SHOW', 'GLOBAL', 'VARIABLES')) {
    return { type: 'show-variables', like: parser.take('LIKE') ? parser.nameOrText() : '%' };
  }
  return undefined;
}

function readSelect(parser: SqlParser): Statement {
  const distinct = parser.take('DISTINCT');
  const selected = parser.list(() => readSelected(parser));
  const from = parser.take('FROM') ? parser.tableName() : undefined;
  if (from && (parser.take(',') || ['JOIN', 'INNER', 'LEFT'].some((word) => parser.take(word)))) {
    throw new SqlError('not-modelled', 'a join of tables');
  }
  const where = readWhere(parser);
  const groupBy = parser.take('GROUP', 'BY') ? parser.list(() => parser.expression()) : [];
  if (parser.take('HAVING')) throw new SqlError('not-modelled', 'HAVING');
  const order = parser.take('ORDER', 'BY') ? parser.list(() => readOrder(parser)) : [];
  let limit: number | undefined;
  let offset = 0;
  if (parser.take('LIMIT')) {
    limit = parser.number();
    if (parser.take(',')) {
      offset = limit;
      limit = parser.number();
    }
  }
  if (parser.take('OFFSET')) offset = parser.number();
  return { type: 'select', selected, from, where, groupBy, order, limit, offset, distinct };
}

function readSelected(parser: SqlParser): Selected {
  if (parser.take('*')) return { expression: undefined, title: '*' };
  const from = parser.peek()?.pos ?? 0;
  const expression = parser.expression();
  const source = parser.sourceSince(from);
  const next = parser.peek();
  const isNamed = parser.take('AS') || next?.kind === 'quoted' || (next?.kind === 'word' && !AFTER.has(next.value));
  return { expression, title: isNamed ? parser.nameOrText() : expression.type === 'column' ? expression.name : source };
}

/** Words that follow what is selected. */
const AFTER = new Set('FROM WHERE ORDER GROUP LIMIT OFFSET HAVING'.split(' '));

function readOrder(parser: SqlParser): { by: Expression; descending: boolean } {
  const by = parser.expression();
  const descending = parser.take('DESC');
  if (!descending) parser.take('ASC');
  return { by, descending };
}

function readWhere(parser: SqlParser): Expression | undefined {
  return parser.take('WHERE') ? parser.expression() : undefined;
}

function readInsert(parser: SqlParser): Statement {
  const name = parser.tableName();
  let columns: string[] | undefined;
  if (parser.take('(')) {
    columns = parser.list(() => parser.name());
    parser.expect(')');
  }
  if (!parser.take('VALUES')) parser.expect('VALUE');
  const rows = parser.list(() => {
    parser.expect('(');
    if (parser.take(')')) return [];
    const values = parser.list(() => (parser.take('DEFAULT') ? undefined : parser.expression()));
    parser.expect(')');
    return values;
  });
  return { type: 'insert', name, columns, rows };
}

function readUpdate(parser: SqlParser): Statement {
  const name = parser.tableName();
  parser.expect('SET');
  const changes = parser.list((): [string, Expression] => {
    const column = parser.name();
    parser.expect('=');
    return [column, parser.expression()];
  });
  return { type: 'update', name, changes, where: readWhere(parser) };
}

function readTable(parser: SqlParser): Statement {
  const ifNotExists = parser.take('IF', 'NOT', 'EXISTS');
  const name = parser.tableName();
  parser.expect('(');
  const columns: Column[] = [];
  const primary = new Set<string>();
  parser.list(() => {
    if (parser.take('PRIMARY', 'KEY')) {
      parser.expect('(');
      for (const column of parser.list(() => parser.name())) primary.add(column.toLowerCase());
      parser.expect(')');
    } else if (
      ['UNIQUE', 'KEY', 'INDEX', 'CONSTRAINT', 'FOREIGN', 'CHECK'].some((word) => parser.peek()?.value === word)
    ) {
      throw new SqlError('not-modelled', 'a constraint of a table');
    } else columns.push(readColumn(parser));
  });
  parser.expect(')');
  while (!parser.atEnd && parser.peek()?.value !== ';') parser.skip();
  const marked = columns.map((one) =>
    primary.has(one.name.toLowerCase()) ? { ...one, isPrimary: true, notNull: true } : one,
  );
  return { type: 'create-table', name, columns: marked, ifNotExists };
}

function readColumn(parser: SqlParser): Column {
  const name = parser.name();
  let type = parser.name().toLowerCase();
  if (parser.take('(')) {
    type += `(${parser.list(() => parser.skip()!.source).join(',')})`;
    parser.expect(')');
  }
  let [notNull, isPrimary, isUnique, counts] = [false, false, false, /serial/.test(type)];
  let usual: Expression | undefined;
  for (let next = parser.peek(); next && next.value !== ',' && next.value !== ')'; next = parser.peek()) {
    if (parser.take('NOT', 'NULL')) notNull = true;
    else if (parser.take('PRIMARY', 'KEY')) isPrimary = notNull = true;
    else if (parser.take('UNIQUE')) isUnique = true;
    else if (parser.take('AUTO_INCREMENT') || parser.take('IDENTITY')) counts = true;
    else if (parser.take('DEFAULT')) usual = parser.expression();
    else if (parser.take('UNSIGNED')) type += ' unsigned';
    else parser.skip();
  }
  return { name, type, notNull: notNull || counts, isPrimary, isUnique, counts, usual };
}
