import { ExpressionParser } from './awk-expressions.ts';
import { type AwkProgram, awkTokens, type Expr, type Rule, type Stmt } from './awk-syntax.ts';

/** Parses a program of awk. Throws AwkProblem. */
export function parseAwk(text: string): AwkProgram {
  return new Parser(awkTokens(text)).program();
}

class Parser extends ExpressionParser {
  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, { params: string[]; body: Stmt }>();
    for (this.skipEnds(); this.peek().kind !== 'end'; this.skipEnds()) {
      if (this.word('function') || this.word('func')) {
        const name = this.next().text;
        this.expect('(');
        const params: string[] = [];
        while (!this.mark(')')) {
          params.push(this.next().text);
          this.mark(',');
        }
        this.skipNewlines();
        functions.set(name, { params, body: this.block() });
      } else rules.push(this.rule());
    }
    return { rules, functions };
  }

  private rule(): Rule {
    let when: Rule['when'] = [];
    if (this.word('BEGIN')) when = 'BEGIN';
    else if (this.word('END')) when = 'END';
    else if (!this.isMark('{')) {
      const first = this.expr();
      if (this.mark(',')) {
        this.skipNewlines();
        when = [first, this.expr()];
      } else when = [first];
    }
    return { when, action: this.isMark('{') ? this.block() : undefined };
  }

  private block(): Stmt {
    this.expect('{');
    const body: Stmt[] = [];
    for (this.skipEnds(); !this.mark('}'); this.skipEnds()) body.push(this.statement());
    return { do: 'block', body };
  }

  private body(): Stmt {
    this.skipNewlines();
    if (this.mark(';')) return { do: 'block', body: [] };
    return this.statement();
  }

  private statement(): Stmt {
    if (this.isMark('{')) return this.block();
    if (this.word('if')) return this.ifStatement();
    if (this.word('while')) {
      const test = this.parenthesized();
      return { do: 'while', test, body: this.body(), first: false };
    }
    if (this.word('do')) {
      const body = this.body();
      this.skipEnds();
      if (!this.word('while')) throw this.problem();
      return { do: 'while', test: this.parenthesized(), body, first: true };
    }
    if (this.word('for')) return this.forStatement();
    const simple = this.simple();
    this.endOfStatement();
    return simple;
  }

  private ifStatement(): Stmt {
    const test = this.parenthesized();
    const yes = this.body();
    const back = this.at;
    this.skipEnds();
    if (this.word('else')) return { do: 'if', test, yes, no: this.body() };
    this.at = back;
    return { do: 'if', test, yes, no: undefined };
  }

  private forStatement(): Stmt {
    this.expect('(');
    const [name, word, array, close] = this.tokens.slice(this.at, this.at + 4);
    if (name?.kind === 'name' && word?.text === 'in' && close?.text === ')') {
      this.at += 4;
      return { do: 'each', name: name.text, array: array!.text, body: this.body() };
    }
    const init = this.isMark(';') ? undefined : this.simple();
    this.expect(';');
    const test = this.isMark(';') ? undefined : this.expr();
    this.expect(';');
    const step = this.isMark(')') ? undefined : this.simple();
    this.expect(')');
    return { do: 'for', init, test, step, body: this.body() };
  }

  private simple(): Stmt {
    for (const word of ['break', 'continue', 'next'] as const) if (this.word(word)) return { do: word };
    for (const word of ['exit', 'return'] as const) {
      if (this.word(word)) return { do: word, of: this.atEnd() ? undefined : this.expr() };
    }
    if (this.word('delete')) {
      const name = this.next().text;
      return { do: 'delete', name, keys: this.mark('[') ? this.keys(']') : undefined };
    }
    for (const word of ['print', 'printf'] as const) if (this.word(word)) return this.print(word);
    return { do: 'expr', of: this.expr() };
  }

  private print(word: 'print' | 'printf'): Stmt {
    let args: Expr[] = [];
    const before = this.noGreater;
    this.noGreater = true;
    const closes = this.isMark('(') && this.closingEndsStatement();
    if (closes) {
      this.at++;
      this.noGreater = false;
      args = this.keys(')');
    } else if (!this.atEnd() && !this.isMark('>') && !this.isMark('>>') && !this.isMark('|')) args = this.list();
    this.noGreater = before;
    const mark = ['>', '>>', '|'].find((one) => this.mark(one)) ?? '';
    return { do: word, args, mark, to: mark ? this.concatenation() : undefined };
  }

  /** Whether the parenthesis that comes next holds all arguments of print. */
  private closingEndsStatement(): boolean {
    let depth = 0;
    for (let i = this.at; i < this.tokens.length; i++) {
      const { kind, text } = this.tokens[i]!;
      if (kind !== 'mark') continue;
      if (text === '(') depth++;
      if (text === ')' && --depth === 0) {
        const after = this.tokens[i + 1]!;
        return after.kind === 'end' || after.kind === 'newline' || [';', '}', '>', '>>', '|'].includes(after.text);
      }
    }
    return false;
  }
}
