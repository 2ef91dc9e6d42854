import { type Session, type SqlResult, surroundings, type Table, tableOf } from './catalog.ts';
import {
  compare,
  type Expression,
  evaluate,
  isAggregate,
  isTrue,
  type Surroundings,
  type Value,
} from './expression.ts';
import { SqlError } from './sql-error.ts';
import type { Column, Row, Selected, Statement } from './statement.ts';

/** Whether a row meets a condition. */
export function meets(where: Expression | undefined, row: Row, table: Table | undefined, session: Session): boolean {
  return !where || isTrue(evaluate(where, surroundings(row, table, session, 'where clause')));
}

/** INSERT */
export function insert(statement: Statement & { type: 'insert' }, session: Session): SqlResult {
  const table = tableOf(statement.name, session);
  const place = surroundings(undefined, undefined, session, 'field list');
  const names = statement.columns ?? table.columns.map(({ name }) => name);
  const added: Row[] = [];
  let { next } = table;
  for (const name of names) surroundings(undefined, table, session, 'field list').column(name, 0);
  statement.rows.forEach((values, index) => {
    const isEmpty = values.length === 0;
    if (!isEmpty && values.length !== names.length) throw new SqlError('column-count', String(index + 1));
    const row = table.columns.map((column): Value => {
      const at = names.findIndex((name) => name.toLowerCase() === column.name.toLowerCase());
      const given = at < 0 || isEmpty ? undefined : values[at];
      const value = given ? evaluate(given, place) : column.usual ? evaluate(column.usual, place) : null;
      if (column.counts && (value === null || value === 0)) return next++;
      if (column.counts) next = Math.max(next, Number(value) + 1);
      if (value === null && column.notNull)
        throw new SqlError('not-null', column.name, undefined, statement.name.table);
      return typed(value, column);
    });
    unique(row, table, [...table.rows, ...added], statement.name.table);
    added.push(row);
  });
  table.rows = [...table.rows, ...added];
  table.next = next;
  return { kind: 'done', tag: 'INSERT', affected: added.length };
}

/** A value as a column keeps it: numbers in columns of numbers, texts in all others. */
function typed(value: Value, { type }: Column): Value {
  if (value === null) return null;
  if (!/^(?:tiny|small|medium|big)?(?:int|serial)|^(?:float|double|decimal|numeric|real|bool)/.test(type))
    return String(value);
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}

function unique(row: Row, { columns }: Table, others: readonly Row[], table: string): void {
  columns.forEach((column, i) => {
    if (!column.isPrimary && !column.isUnique) return;
    if (others.some((other) => other[i] !== null && compare(other[i]!, row[i]!) === 0)) {
      throw new SqlError(
        'duplicate',
        String(row[i]),
        undefined,
        `${table} ${column.isPrimary ? 'PRIMARY' : column.name} ${column.name}`,
      );
    }
  });
}

/** UPDATE */
export function update(statement: Statement & { type: 'update' }, session: Session): SqlResult {
  const table = tableOf(statement.name, session);
  let affected = 0;
  table.rows = table.rows.map((row) => {
    if (!meets(statement.where, row, table, session)) return row;
    const place = surroundings(row, table, session, 'field list');
    const changed = [...row];
    for (const [name, expression] of statement.changes) {
      place.column(name, 0);
      const index = table.columns.findIndex((one) => one.name.toLowerCase() === name.toLowerCase());
      changed[index] = typed(evaluate(expression, place), table.columns[index]!);
    }
    affected++;
    return changed;
  });
  return { kind: 'done', tag: 'UPDATE', affected };
}

/** SELECT */
export function select(statement: Statement & { type: 'select' }, session: Session): SqlResult {
  const table = statement.from && tableOf(statement.from, session);
  const rows = (table?.rows ?? [[]]).filter((row) => meets(statement.where, row, table, session));
  const all = statement.selected.flatMap((one): Selected[] =>
    one.expression
      ? [one]
      : (table?.columns ?? []).map(({ name }) => ({ expression: { type: 'column', name, pos: 0 }, title: name })),
  );
  const places = grouped(
    statement,
    rows.map((row) => surroundings(row, table, session, 'field list')),
    session,
    all,
  );
  const sorted = [...places].sort((a, b) => {
    for (const { by, descending } of statement.order) {
      const order = compare(orderValue(by, a, all), orderValue(by, b, all));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  let shown = sorted.map((place) => all.map(({ expression }) => evaluate(expression!, place)));
  if (statement.distinct) {
    const seen = new Set<string>();
    shown = shown.filter((row) => !seen.has(JSON.stringify(row)) && seen.add(JSON.stringify(row)));
  }
  const end = statement.limit === undefined ? undefined : statement.offset + statement.limit;
  return { kind: 'rows', columns: all.map((one) => session.title(one)), rows: shown.slice(statement.offset, end) };
}

/** The value to sort by: a number means a column of the result, a name may be that of a result. */
function orderValue(by: Expression, place: Surroundings, all: readonly Selected[]): Value {
  const named =
    by.type === 'literal' && typeof by.value === 'number'
      ? all[by.value - 1]
      : by.type === 'column'
        ? all.find(({ title }) => title === by.name)
        : undefined;
  return evaluate(named?.expression ?? by, place);
}

/** One place a row, or a group of rows where something is about all of them. */
function grouped(
  { groupBy }: Statement & { type: 'select' },
  rows: readonly Surroundings[],
  session: Session,
  all: readonly Selected[],
): readonly Surroundings[] {
  const isWhole = groupBy.length === 0 && all.some(({ expression }) => isAggregate(expression!));
  if (isWhole) return [{ ...(rows[0] ?? surroundings(undefined, undefined, session, 'field list')), rows }];
  if (groupBy.length === 0) return rows;
  const groups = new Map<string, Surroundings[]>();
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map((by) => evaluate(by, row)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({ ...group[0]!, rows: group }));
}
