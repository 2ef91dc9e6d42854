/** A value of a table. */
export type Value = string | number | null;

/** What is computed for a row, or for all rows. */
export type Expression =
  | { readonly type: 'literal'; readonly value: Value }
  | { readonly type: 'column'; readonly name: string; readonly pos: number }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly distinct: boolean }
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'in'; readonly operand: Expression; readonly list: readonly Expression[] };

/** What an expression may ask for. */
export interface Surroundings {
  /** The value of a column in the row at hand. */
  column(name: string, pos: number): Value;
  variable(name: string): Value;
  /** A function that needs to know where it runs: NOW, VERSION, DATABASE. */
  call(name: string, args: readonly Value[]): Value | undefined;
  /** The rows that a function of all rows goes over; absent where there are none. */
  readonly rows?: readonly Surroundings[];
}

const AGGREGATES = new Set(['COUNT', 'SUM', 'MIN', 'MAX', 'AVG']);

/** Whether an expression is about all rows together. */
export function isAggregate(one: Expression): boolean {
  switch (one.type) {
    case 'call':
      return AGGREGATES.has(one.name) || one.args.some(isAggregate);
    case 'unary':
      return isAggregate(one.operand);
    case 'binary':
      return isAggregate(one.left) || isAggregate(one.right);
    default:
      return false;
  }
}

/** Computes an expression; NULL is unknown in comparisons. */
export function evaluate(one: Expression, at: Surroundings): Value {
  switch (one.type) {
    case 'literal':
      return one.value;
    case 'column':
      return at.column(one.name, one.pos);
    case 'variable':
      return at.variable(one.name);
    case 'unary':
      return unary(one.operator, evaluate(one.operand, at));
    case 'binary':
      return binary(one.operator, evaluate(one.left, at), () => evaluate(one.right, at));
    case 'in': {
      const value = evaluate(one.operand, at);
      if (value === null) return null;
      return one.list.some((item) => compare(value, evaluate(item, at)) === 0) ? 1 : 0;
    }
    case 'call':
      return call(one, at);
  }
}

function unary(operator: string, value: Value): Value {
  if (operator === 'IS NULL') return value === null ? 1 : 0;
  if (operator === 'IS NOT NULL') return value === null ? 0 : 1;
  if (value === null) return null;
  return operator === 'NOT' ? (isTrue(value) ? 0 : 1) : -Number(value);
}

/** Whether a condition holds. */
export function isTrue(value: Value): boolean {
  return value !== null && Number(value) !== 0 && !Number.isNaN(Number(value));
}

function binary(operator: string, left: Value, later: () => Value): Value {
  if (operator === 'AND') {
    if (left !== null && !isTrue(left)) return 0;
    const right = later();
    if (right !== null && !isTrue(right)) return 0;
    return left === null || right === null ? null : 1;
  }
  if (operator === 'OR') {
    if (isTrue(left)) return 1;
    const right = later();
    if (isTrue(right)) return 1;
    return left === null || right === null ? null : 0;
  }
  const right = later();
  if (left === null || right === null) return null;
  return OPERATORS[operator]!(left, right);
}

const OPERATORS: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '=': (a, b) => (compare(a, b) === 0 ? 1 : 0),
  '<>': (a, b) => (compare(a, b) === 0 ? 0 : 1),
  '!=': (a, b) => (compare(a, b) === 0 ? 0 : 1),
  '<': (a, b) => (compare(a, b) < 0 ? 1 : 0),
  '>': (a, b) => (compare(a, b) > 0 ? 1 : 0),
  '<=': (a, b) => (compare(a, b) <= 0 ? 1 : 0),
  '>=': (a, b) => (compare(a, b) >= 0 ? 1 : 0),
  '+': (a, b) => Number(a) + Number(b),
  '-': (a, b) => Number(a) - Number(b),
  '*': (a, b) => Number(a) * Number(b),
  '/': (a, b) => (Number(b) === 0 ? null : Number(a) / Number(b)),
  '%': (a, b) => (Number(b) === 0 ? null : Number(a) % Number(b)),
  '||': (a, b) => `${a}${b}`,
  LIKE: (a, b) => (likeExpression(String(b)).test(String(a)) ? 1 : 0),
};

function likeExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.*+?^${}()|[\]]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'is');
}

/** Orders two values: as numbers if one of them is a number, NULL first. */
export function compare(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function call({ name, args, distinct }: Expression & { type: 'call' }, at: Surroundings): Value {
  if (AGGREGATES.has(name) && at.rows) {
    const [of] = args;
    const all = of ? at.rows.map((row) => evaluate(of, row)).filter((value) => value !== null) : at.rows.map(() => 1);
    return aggregate(name, distinct ? [...new Set(all)] : all);
  }
  const values = args.map((arg) => evaluate(arg, at));
  const own = at.call(name, values);
  return own === undefined ? plainCall(name, values) : own;
}

function aggregate(name: string, values: readonly (string | number)[]): Value {
  if (name === 'COUNT') return values.length;
  if (values.length === 0) return null;
  const sum = (): number => values.reduce<number>((total, value) => total + Number(value), 0);
  if (name === 'SUM') return sum();
  if (name === 'AVG') return sum() / values.length;
  const sorted = [...values].sort(compare);
  return name === 'MIN' ? sorted[0]! : sorted.at(-1)!;
}

/** The value of a function that needs nothing but its arguments; NULL of one that is not known. */
function plainCall(name: string, values: readonly Value[]): Value {
  const [first = null, second = null, third = null] = values;
  switch (name) {
    case 'COALESCE':
    case 'IFNULL':
      return values.find((value) => value !== null) ?? null;
    case 'CONCAT':
      return values.includes(null) ? null : values.join('');
    case 'UPPER':
      return first === null ? null : String(first).toUpperCase();
    case 'LOWER':
      return first === null ? null : String(first).toLowerCase();
    case 'LENGTH':
    case 'CHAR_LENGTH':
      return first === null ? null : String(first).length;
    case 'ABS':
      return first === null ? null : Math.abs(Number(first));
    case 'ROUND':
      return first === null ? null : Math.round(Number(first) * 10 ** Number(second ?? 0)) / 10 ** Number(second ?? 0);
    case 'IF':
      return isTrue(first) ? second : third;
    default:
      return null;
  }
}

/** Functions that are known. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...AGGREGATES,
  ...'COALESCE IFNULL CONCAT UPPER LOWER LENGTH CHAR_LENGTH ABS ROUND IF'.split(' '),
  ...'NOW VERSION DATABASE USER CURRENT_USER CURRENT_DATABASE CURRENT_TIMESTAMP CURDATE CURRENT_DATE'.split(' '),
  ...'CONNECTION_ID PG_IS_IN_RECOVERY UNIX_TIMESTAMP INET_SERVER_ADDR'.split(' '),
]);
