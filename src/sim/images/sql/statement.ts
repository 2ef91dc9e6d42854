import type { Expression, Value } from './expression.ts';

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** As it was written, in small letters. */
  readonly type: string;
  readonly notNull: boolean;
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  /** It counts by itself: AUTO_INCREMENT, SERIAL. */
  readonly counts: boolean;
  readonly usual: Expression | undefined;
}

/** A table's name with that of its database, if it was given. */
export interface TableName {
  readonly database: string | undefined;
  readonly table: string;
  readonly pos: number;
}

/** What is selected: an expression under a name; undefined for all columns. */
export interface Selected {
  readonly expression: Expression | undefined;
  readonly title: string;
}

/** A statement that the simulation knows. */
export type Statement =
  | { readonly type: 'create-database'; readonly name: string; readonly ifNotExists: boolean }
  | { readonly type: 'drop-database'; readonly name: string; readonly ifExists: boolean }
  | { readonly type: 'use'; readonly name: string }
  | {
      readonly type: 'create-table';
      readonly name: TableName;
      readonly columns: readonly Column[];
      readonly ifNotExists: boolean;
    }
  | { readonly type: 'drop-table'; readonly name: TableName; readonly ifExists: boolean }
  | { readonly type: 'truncate'; readonly name: TableName }
  | {
      readonly type: 'insert';
      readonly name: TableName;
      readonly columns: readonly string[] | undefined;
      readonly rows: readonly (readonly (Expression | undefined)[])[];
    }
  | {
      readonly type: 'select';
      readonly selected: readonly Selected[];
      readonly from: TableName | undefined;
      readonly where: Expression | undefined;
      readonly groupBy: readonly Expression[];
      readonly order: readonly { readonly by: Expression; readonly descending: boolean }[];
      readonly limit: number | undefined;
      readonly offset: number;
      readonly distinct: boolean;
    }
  | {
      readonly type: 'update';
      readonly name: TableName;
      readonly changes: readonly (readonly [string, Expression])[];
      readonly where: Expression | undefined;
    }
  | { readonly type: 'delete'; readonly name: TableName; readonly where: Expression | undefined }
  | { readonly type: 'show-databases' }
  | { readonly type: 'show-tables'; readonly database: string | undefined }
  | { readonly type: 'show-columns'; readonly name: TableName }
  | { readonly type: 'show-variables'; readonly like: string }
  | { readonly type: 'create-user'; readonly name: string; readonly password: string }
  /** It changes nothing that is modelled; `tag` is what PostgreSQL says. */
  | { readonly type: 'nothing'; readonly tag: string };

/** Rows of a table, by the order of its columns. */
export type Row = readonly Value[];
