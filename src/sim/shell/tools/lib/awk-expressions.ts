import { AwkProblem, type Expr, type Token } from './awk-syntax.ts';

const COMPARISONS = new Set(['<', '<=', '==', '!=', '>', '>=']);
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^=', '**=']);

/** Reads expressions of awk from tokens, the loosest operator first. */
export class ExpressionParser {
  protected readonly tokens: readonly Token[];
  protected at = 0;
  /** Inside `print` without parentheses `>` redirects. */
  protected noGreater = false;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  protected list(): Expr[] {
    const list = [this.expr()];
    while (this.mark(',')) {
      this.skipNewlines();
      list.push(this.expr());
    }
    return list;
  }

  protected keys(close: string): Expr[] {
    if (this.mark(close)) return [];
    const { noGreater } = this;
    this.noGreater = false;
    const list = this.list();
    this.noGreater = noGreater;
    this.expect(close);
    return list;
  }

  protected parenthesized(): Expr {
    this.expect('(');
    const [test] = this.keys(')');
    if (!test) throw this.problem();
    return test;
  }

  protected expr(): Expr {
    const left = this.ternary();
    const sign = this.peek();
    if (sign.kind === 'mark' && ASSIGNMENTS.has(sign.text) && isPlace(left)) {
      this.at++;
      this.skipNewlines();
      return { op: 'assign', sign: sign.text.replace('**', '^'), left, right: this.expr() };
    }
    return left;
  }

  private ternary(): Expr {
    const test = this.binaryChain(['||'], () => this.binaryChain(['&&'], () => this.membership()));
    if (!this.mark('?')) return test;
    this.skipNewlines();
    const yes = this.expr();
    this.skipNewlines();
    this.expect(':');
    this.skipNewlines();
    return { op: 'choose', test, yes, no: this.expr() };
  }

  private membership(): Expr {
    let left = this.match();
    while (this.word('in')) left = { op: 'in', keys: [left], name: this.next().text };
    return left;
  }

  private match(): Expr {
    return this.binaryChain(['~', '!~'], () => this.comparison());
  }

  private comparison(): Expr {
    const left = this.concatenation();
    const { kind, text } = this.peek();
    if (kind !== 'mark' || !COMPARISONS.has(text) || (text === '>' && this.noGreater)) return left;
    this.at++;
    return { op: 'binary', sign: text, left, right: this.concatenation() };
  }

  protected concatenation(): Expr {
    let left = this.sum();
    while (this.startsOperand()) left = { op: 'binary', sign: ' ', left, right: this.sum() };
    return left;
  }

  private startsOperand(): boolean {
    const { kind, text } = this.peek();
    if (kind === 'number' || kind === 'string' || kind === 'regex' || kind === 'call') return true;
    if (kind === 'name') return text !== 'in' && text !== 'getline';
    return kind === 'mark' && ['$', '!', '(', '-', '+', '++', '--'].includes(text) && text !== '-' && text !== '+';
  }

  private sum(): Expr {
    return this.binaryChain(['+', '-'], () => this.binaryChain(['*', '/', '%'], () => this.unary()));
  }

  private unary(): Expr {
    for (const sign of ['!', '-', '+']) if (this.mark(sign)) return { op: 'unary', sign, of: this.unary() };
    return this.power();
  }

  private power(): Expr {
    const left = this.postfix();
    if (!this.mark('^') && !this.mark('**')) return left;
    return { op: 'binary', sign: '^', left, right: this.isMark('-') ? this.unary() : this.power() };
  }

  private postfix(): Expr {
    const of = this.primary();
    if (isPlace(of)) {
      if (this.mark('++')) return { op: 'step', by: 1, prefix: false, of };
      if (this.mark('--')) return { op: 'step', by: -1, prefix: false, of };
    }
    return of;
  }

  private primary(): Expr {
    const token = this.next();
    switch (token.kind) {
      case 'number':
        return { op: 'number', value: Number(token.text) };
      case 'string':
        return { op: 'string', value: token.text };
      case 'regex':
        return { op: 'regex', source: token.text };
      case 'call':
        this.expect('(');
        return { op: 'call', name: token.text, args: this.keys(')') };
      case 'name':
        return this.named(token.text);
      case 'mark':
        return this.marked(token.text);
      default:
        throw this.problem();
    }
  }

  private named(name: string): Expr {
    if (name === 'getline') {
      const into = this.peek().kind === 'name' || this.isMark('$') ? this.primary() : undefined;
      return { op: 'getline', into, from: this.mark('<') ? this.primary() : undefined };
    }
    if (this.mark('[')) return { op: 'index', name, keys: this.keys(']') };
    if (name === 'length') return { op: 'call', name, args: [] };
    return { op: 'name', name };
  }

  private marked(text: string): Expr {
    if (text === '$') {
      const step = this.mark('++') ? 1 : this.mark('--') ? -1 : 0;
      const inner = this.primary();
      return { op: 'field', of: step === 0 ? inner : { op: 'step', by: step, prefix: true, of: inner } };
    }
    if (text === '++' || text === '--')
      return { op: 'step', by: text === '++' ? 1 : -1, prefix: true, of: this.primary() };
    if (text !== '(') throw this.problem();
    const list = this.keys(')');
    if (list.length > 1 && this.word('in')) return { op: 'in', keys: list, name: this.next().text };
    if (list.length !== 1) throw this.problem();
    // A parenthesized place is no place any more: ($1) = 2 is not awk.
    return list[0]!;
  }

  private binaryChain(signs: readonly string[], operand: () => Expr): Expr {
    let left = operand();
    for (;;) {
      const sign = signs.find((one) => this.mark(one));
      if (sign === undefined) return left;
      this.skipNewlines();
      left = { op: 'binary', sign, left, right: operand() };
    }
  }

  protected peek(): Token {
    return this.tokens[this.at]!;
  }

  protected next(): Token {
    return this.tokens[this.at++] ?? { kind: 'end', text: '' };
  }

  protected isMark(text: string): boolean {
    const token = this.peek();
    return token.kind === 'mark' && token.text === text;
  }

  protected mark(text: string): boolean {
    if (!this.isMark(text)) return false;
    this.at++;
    return true;
  }

  protected word(text: string): boolean {
    const token = this.peek();
    if ((token.kind !== 'name' && token.kind !== 'call') || token.text !== text) return false;
    this.at++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.mark(text)) throw this.problem();
  }

  protected atEnd(): boolean {
    const { kind } = this.peek();
    return kind === 'end' || kind === 'newline' || this.isMark(';') || this.isMark('}');
  }

  protected endOfStatement(): void {
    if (!this.atEnd()) throw this.problem();
    if (this.isMark(';') || this.peek().kind === 'newline') this.at++;
  }

  protected skipNewlines(): void {
    while (this.peek().kind === 'newline') this.at++;
  }

  protected skipEnds(): void {
    while (this.peek().kind === 'newline' || this.isMark(';')) this.at++;
  }

  protected problem(): AwkProblem {
    const { kind, text } = this.peek();
    return new AwkProblem(
      kind === 'end' ? 'unexpected end of program' : `syntax error at or near ${text.trim() || 'end of line'}`,
    );
  }
}

function isPlace({ op }: Expr): boolean {
  return op === 'name' || op === 'index' || op === 'field';
}
