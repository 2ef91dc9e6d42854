import type { Surroundings, Value } from './expression.ts';
import { SqlError } from './sql-error.ts';
import type { Column, Row, Selected, TableName } from './statement.ts';

/** A table with what it holds. */
export interface Table {
  readonly columns: readonly Column[];
  rows: Row[];
  /** The next number of a column that counts. */
  next: number;
}

/** All that a server keeps. */
export interface Catalog {
  /** Passwords of users. */
  readonly users: Record<string, string>;
  readonly databases: Record<string, Record<string, Table>>;
}

/** What a statement gives. */
export type SqlResult =
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  /** How many rows it has changed; `tag` says what it was. */
  | { readonly kind: 'done'; readonly tag: string; readonly affected: number }
  | { readonly kind: 'use'; readonly database: string };

/** Where a statement runs. */
export interface Session {
  readonly catalog: Catalog;
  readonly database: string | undefined;
  /** Names of databases that are there beside those of the catalog. */
  readonly systemDatabases: readonly string[];
  /** What `@@name` is. */
  readonly variables: Readonly<Record<string, Value>>;
  /** What NOW(), VERSION() and their like give. */
  call(name: string): Value | undefined;
  /** Heads of what is selected without a name: MySQL's are as written, PostgreSQL's short. */
  title(selected: Selected): string;
}

/** Where no row is at hand. */
export const NOWHERE: Surroundings = {
  column: (name, pos) => {
    throw new SqlError('unknown-column', name, pos, 'field list');
  },
  variable: () => null,
  call: () => undefined,
};

/** The tables of a database. Throws SqlError. */
export function tablesOf({ database }: TableName, session: Session): Record<string, Table> {
  const name = database ?? session.database;
  if (name === undefined) throw new SqlError('no-database', '');
  const tables = session.catalog.databases[name];
  if (!tables) throw new SqlError('unknown-database', name);
  return tables;
}

/** A table by its name. Throws SqlError. */
export function tableOf(name: TableName, session: Session): Table {
  const tables = tablesOf(name, session);
  const found = tables[name.table];
  if (!found) throw new SqlError('unknown-table', name.table, name.pos, name.database ?? session.database);
  return found;
}

/** A row as expressions see it; `clause` is where in a statement. */
export function surroundings(
  row: Row | undefined,
  table: Table | undefined,
  session: Session,
  clause: string,
): Surroundings {
  return {
    column(name, pos) {
      const index = table?.columns.findIndex((one) => one.name.toLowerCase() === name.toLowerCase()) ?? -1;
      if (index < 0) throw new SqlError('unknown-column', name, pos, clause);
      return row?.[index] ?? null;
    },
    variable(name) {
      const value = session.variables[name.toLowerCase()];
      if (value === undefined) throw new SqlError('not-modelled', `the variable ${name}`);
      return value;
    },
    call: (name) => session.call(name),
  };
}
