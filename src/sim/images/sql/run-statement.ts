import { NOWHERE, type Session, type SqlResult, type Table, tableOf, tablesOf } from './catalog.ts';
import { type Expression, evaluate, isTrue } from './expression.ts';
import { insert, meets, select, update } from './rows.ts';
import { SqlError } from './sql-error.ts';
import type { Statement } from './statement.ts';

/** Carries a statement out on a catalog, which it changes. Throws SqlError. */
export function runStatement(statement: Statement, session: Session): SqlResult {
  const { catalog } = session;
  switch (statement.type) {
    case 'select':
      return select(statement, session);
    case 'insert':
      return insert(statement, session);
    case 'update':
      return update(statement, session);
    case 'delete': {
      const table = tableOf(statement.name, session);
      const kept = table.rows.filter((row) => !meets(statement.where, row, table, session));
      const affected = table.rows.length - kept.length;
      table.rows = kept;
      return { kind: 'done', tag: 'DELETE', affected };
    }
    case 'truncate': {
      const table = tableOf(statement.name, session);
      Object.assign(table, { rows: [], next: 1 });
      return { kind: 'done', tag: 'TRUNCATE TABLE', affected: 0 };
    }
    case 'create-user':
      catalog.users[statement.name] = statement.password;
      return { kind: 'done', tag: 'CREATE ROLE', affected: 0 };
    case 'nothing':
      return { kind: 'done', tag: statement.tag, affected: 0 };
    default:
      return define(statement, session);
  }
}

type Definition = Exclude<
  Statement,
  { type: 'select' | 'insert' | 'update' | 'delete' | 'truncate' | 'create-user' | 'nothing' }
>;

function define(statement: Definition, session: Session): SqlResult {
  const { databases } = session.catalog;
  const isKnown = (name: string): boolean => name in databases || session.systemDatabases.includes(name);
  switch (statement.type) {
    case 'create-database':
      if (isKnown(statement.name) && !statement.ifNotExists) throw new SqlError('database-exists', statement.name);
      databases[statement.name] ??= {};
      return { kind: 'done', tag: 'CREATE DATABASE', affected: 1 };
    case 'drop-database': {
      if (!isKnown(statement.name) && !statement.ifExists) throw new SqlError('unknown-database', statement.name, 0);
      const affected = Object.keys(databases[statement.name] ?? {}).length;
      delete databases[statement.name];
      return { kind: 'done', tag: 'DROP DATABASE', affected };
    }
    case 'use':
      if (!isKnown(statement.name)) throw new SqlError('unknown-database', statement.name);
      return { kind: 'use', database: statement.name };
    case 'show-databases':
      return list('Database', [...new Set([...Object.keys(databases), ...session.systemDatabases])].sort());
    case 'show-tables': {
      const name = statement.database ?? session.database;
      if (name === undefined) throw new SqlError('no-database', '');
      if (!isKnown(name)) throw new SqlError('unknown-database', name);
      return list(`Tables_in_${name}`, Object.keys(databases[name] ?? {}).sort());
    }
    case 'show-columns':
      return columnsOf(tableOf(statement.name, session));
    case 'show-variables': {
      const like: Expression = { type: 'literal', value: statement.like };
      const rows = Object.entries(session.variables).filter(([name]) =>
        isTrue(
          evaluate({ type: 'binary', operator: 'LIKE', left: { type: 'literal', value: name }, right: like }, NOWHERE),
        ),
      );
      return { kind: 'rows', columns: ['Variable_name', 'Value'], rows };
    }
    default:
      return defineTable(statement, session);
  }
}

function defineTable(statement: Definition & { type: 'create-table' | 'drop-table' }, session: Session): SqlResult {
  const { table } = statement.name;
  const tables = tablesOf(statement.name, session);
  if (statement.type === 'create-table') {
    if (table in tables && !statement.ifNotExists) throw new SqlError('table-exists', table);
    tables[table] ??= { columns: statement.columns, rows: [], next: 1 };
    return { kind: 'done', tag: 'CREATE TABLE', affected: 0 };
  }
  if (!(table in tables) && !statement.ifExists) {
    throw new SqlError('unknown-table-to-drop', table, undefined, statement.name.database ?? session.database);
  }
  delete tables[table];
  return { kind: 'done', tag: 'DROP TABLE', affected: 0 };
}

function list(title: string, names: readonly string[]): SqlResult {
  return { kind: 'rows', columns: [title], rows: names.map((name) => [name]) };
}

/** What MySQL's DESCRIBE shows. */
function columnsOf({ columns }: Table): SqlResult {
  const rows = columns.map(({ name, type, notNull, isPrimary, isUnique, counts, usual }) => [
    name,
    type === 'integer' ? 'int' : type,
    notNull ? 'NO' : 'YES',
    isPrimary ? 'PRI' : isUnique ? 'UNI' : '',
    usual ? evaluate(usual, NOWHERE) : null,
    counts ? 'auto_increment' : '',
  ]);
  return { kind: 'rows', columns: ['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'], rows };
}
