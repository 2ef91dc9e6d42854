import { type Expression, FUNCTIONS } from './expression.ts';
import { SqlError } from './sql-error.ts';
import type { TableName } from './statement.ts';
import type { Token } from './tokens.ts';

/** Binary operators by how tightly they bind. */
const LEVELS: readonly (readonly string[])[] = [
  ['OR'],
  ['AND'],
  ['=', '<>', '!=', '<', '>', '<=', '>='],
  ['+', '-', '||'],
  ['*', '/', '%'],
];

/** Reads the tokens of one statement. */
export class SqlParser {
  private readonly tokens: readonly Token[];
  private readonly text: string;
  private at = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.tokens = tokens;
    this.text = text;
  }

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  /** Takes the words or marks, if they are next. */
  take(...values: readonly string[]): boolean {
    const isNext = values.every((value, i) => {
      const token = this.tokens[this.at + i];
      return token !== undefined && (token.kind === 'word' || token.kind === 'mark') && token.value === value;
    });
    if (isNext) this.at += values.length;
    return isNext;
  }

  expect(...values: readonly string[]): void {
    if (!this.take(...values)) throw this.problem();
  }

  /** The error for a statement that goes on in a way that nobody understands. */
  problem(): SqlError {
    const token = this.peek();
    return new SqlError('syntax', token ? this.text.slice(token.pos) : '', token?.pos ?? this.text.length);
  }

  skip(): Token | undefined {
    return this.tokens[this.at++];
  }

  name(): string {
    const token = this.tokens[this.at];
    if (!token || (token.kind !== 'word' && token.kind !== 'quoted')) throw this.problem();
    this.at++;
    return token.kind === 'word' ? token.source : token.value;
  }

  /** A name, or a text that stands for one, as users have. */
  nameOrText(): string {
    const token = this.peek();
    if (token?.kind !== 'text') return this.name();
    this.at++;
    return token.value;
  }

  number(): number {
    const token = this.skip();
    if (token?.kind !== 'number') {
      this.at--;
      throw this.problem();
    }
    return Number(token.value);
  }

  tableName(): TableName {
    const pos = this.peek()?.pos ?? 0;
    const first = this.name();
    return this.take('.') ? { database: first, table: this.name(), pos } : { database: undefined, table: first, pos };
  }

  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.take(',')) items.push(item());
    return items;
  }

  /** How an expression was written. */
  sourceSince(from: number): string {
    const last = this.tokens[this.at - 1]!;
    return this.text.slice(from, last.pos + last.source.length);
  }

  expression(level = 0): Expression {
    if (level === 1 && this.take('NOT')) return { type: 'unary', operator: 'NOT', operand: this.expression(1) };
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.take(one));
      if (operator !== undefined) {
        const isNot = level === 0 || level === 1 ? this.take('NOT') : false;
        const right = this.expression(level + 1);
        left = {
          type: 'binary',
          operator,
          left,
          right: isNot ? { type: 'unary', operator: 'NOT', operand: right } : right,
        };
      } else {
        const next = level === 2 ? this.predicate(left) : undefined;
        if (!next) return left;
        left = next;
      }
    }
  }

  /** IS NULL, IN, BETWEEN, LIKE. */
  private predicate(operand: Expression): Expression | undefined {
    if (this.take('IS', 'NOT', 'NULL')) return { type: 'unary', operator: 'IS NOT NULL', operand };
    if (this.take('IS', 'NULL')) return { type: 'unary', operator: 'IS NULL', operand };
    const isNot = this.take('NOT');
    const found = this.positivePredicate(operand);
    if (!found && isNot) throw this.problem();
    return found && isNot ? { type: 'unary', operator: 'NOT', operand: found } : found;
  }

  private positivePredicate(operand: Expression): Expression | undefined {
    if (this.take('IN')) {
      this.expect('(');
      const list = this.list(() => this.expression());
      this.expect(')');
      return { type: 'in', operand, list };
    }
    if (this.take('LIKE') || this.take('ILIKE')) {
      return { type: 'binary', operator: 'LIKE', left: operand, right: this.expression(3) };
    }
    if (!this.take('BETWEEN')) return undefined;
    const low = this.expression(3);
    this.expect('AND');
    const high = this.expression(3);
    return {
      type: 'binary',
      operator: 'AND',
      left: { type: 'binary', operator: '>=', left: operand, right: low },
      right: { type: 'binary', operator: '<=', left: operand, right: high },
    };
  }

  private unary(): Expression {
    if (this.take('-')) return { type: 'unary', operator: '-', operand: this.unary() };
    if (this.take('+')) return this.unary();
    const value = this.primary();
    // A cast changes nothing here: values have no types of their own.
    if (this.take('::')) this.name();
    return value;
  }

  private primary(): Expression {
    const token = this.peek();
    if (token?.kind === 'number') return this.literal(Number(token.value));
    if (token?.kind === 'text') return this.literal(token.value);
    if (token?.kind === 'variable') {
      this.at++;
      return { type: 'variable', name: token.value };
    }
    if (this.take('(')) {
      const inside = this.expression();
      this.expect(')');
      return inside;
    }
    if (token?.kind === 'word') {
      if (token.value === 'NULL') return this.literal(null);
      if (token.value === 'TRUE') return this.literal(1);
      if (token.value === 'FALSE') return this.literal(0);
      if (RESERVED.has(token.value)) throw this.problem();
    }
    return this.nameOrCall();
  }

  private literal(value: string | number | null): Expression {
    this.at++;
    return { type: 'literal', value };
  }

  private nameOrCall(): Expression {
    const pos = this.peek()?.pos ?? 0;
    const first = this.name();
    if (this.take('(')) return this.call(first.toUpperCase());
    if (/^CURRENT_(?:TIMESTAMP|DATE|USER)$/i.test(first)) {
      return { type: 'call', name: first.toUpperCase(), args: [], distinct: false };
    }
    return { type: 'column', name: this.take('.') ? this.name() : first, pos };
  }

  private call(name: string): Expression {
    if (!FUNCTIONS.has(name)) throw new SqlError('not-modelled', `the function ${name}`);
    const distinct = this.take('DISTINCT');
    if (this.take('*')) {
      this.expect(')');
      return { type: 'call', name, args: [], distinct };
    }
    const args = this.take(')') ? undefined : this.list(() => this.expression());
    if (args) this.expect(')');
    return { type: 'call', name, args: args ?? [], distinct };
  }
}

/** Words that name no column. */
const RESERVED = new Set('SELECT FROM WHERE ORDER GROUP LIMIT VALUES SET INTO AND OR BY TABLE'.split(' '));
