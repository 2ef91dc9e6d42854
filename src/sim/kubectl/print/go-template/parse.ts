import { goQuote } from '../../../../base/go-quote.ts';
import { lexTemplate, located, type Piece, type Token } from './lex.ts';
import type { Body, Command, Node, Operand, Parsed, Pipe } from './nodes.ts';

const FUNCTIONS = [
  ...['and', 'or', 'not', 'len', 'index', 'slice', 'print', 'printf', 'println', 'html', 'js', 'urlquery', 'call'],
  ...['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'exists', 'base64decode'],
];

/** Parses a Go template. Throws Go's errors. */
export function parseGoTemplate(template: string): Parsed {
  const parser = new Parser(template, lexTemplate(template));
  const { body, ended } = parser.body([]);
  if (ended) throw located(template, ended.at, `unexpected {{${ended.word}}}`);
  return { body, defined: parser.defined };
}

/** Words that no function can be called. */
const KEYWORDS = [...['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'nil', 'template', 'with']];

interface End {
  readonly word: 'end' | 'else';
  readonly at: number;
  /** The rest of `{{else if …}}`. */
  readonly tokens: readonly Token[];
}

class Parser {
  private readonly template: string;
  private readonly pieces: readonly Piece[];
  private next = 0;
  private tokens: readonly Token[] = [];
  private position = 0;
  private loops = 0;
  /** What `define` and `block` have named. */
  readonly defined = new Map<string, Body>();

  constructor(template: string, pieces: readonly Piece[]) {
    this.template = template;
    this.pieces = pieces;
  }

  /** Nodes up to the end of the template or to an `end` or `else`. */
  body(variables: readonly string[]): { body: Node[]; ended: End | undefined } {
    const body: Node[] = [];
    let known = variables;
    while (this.next < this.pieces.length) {
      const piece = this.pieces[this.next++]!;
      if (piece.type === 'text') {
        body.push(piece);
        continue;
      }
      const word = piece.tokens[0]?.type === 'word' ? piece.tokens[0].text : '';
      if (word === 'end' || word === 'else') {
        return { body, ended: { word, at: piece.at, tokens: piece.tokens.slice(1) } };
      }
      if (word === 'define') {
        this.define(piece.tokens, piece.at, []);
        continue;
      }
      const node = this.action(piece.tokens, piece.at, known);
      if (node.type === 'action') known = [...known, ...node.pipe.variables];
      body.push(node);
    }
    return { body, ended: undefined };
  }

  private action(tokens: readonly Token[], at: number, variables: readonly string[]): Node {
    const word = tokens[0]?.type === 'word' ? tokens[0].text : '';
    if (word === 'break' || word === 'continue') {
      if (this.loops === 0) throw this.error(at, `{{${word}}} outside {{range}}`);
      return { type: word };
    }
    if (word === 'template' || word === 'block') return this.call(word, tokens, at, variables);
    if (word !== 'if' && word !== 'with' && word !== 'range') {
      if (tokens.length === 0) throw this.error(at, 'missing value for command');
      return { type: 'action', pipe: this.wholePipe(tokens, at, 'command', variables) };
    }
    return this.branch(word, tokens.slice(1), at, variables);
  }

  /** `{{define "name"}}…{{end}}`; returns the name. */
  private define(tokens: readonly Token[], at: number, rest: readonly Token[]): string {
    const word = tokens[0]!.text;
    const name = tokens[1];
    if (name?.type !== 'string') throw this.error(at, `unexpected ${shown(name)} in ${word} clause`);
    const extra = tokens[2];
    if (extra && rest.length === 0) throw this.error(at, `unexpected ${shown(extra)} in ${word} clause`);
    const { body, ended } = this.body([]);
    if (!ended) throw this.error(this.template.length, 'unexpected EOF');
    if (ended.word === 'else') throw this.error(ended.at, `unexpected {{else}} in ${word} clause`);
    this.defined.set(unquoted(name.text), body);
    return unquoted(name.text);
  }

  /** `{{template "name" pipe}}`, or `{{block "name" pipe}}…{{end}}`, which defines it too. */
  private call(word: 'template' | 'block', tokens: readonly Token[], at: number, variables: readonly string[]): Node {
    const name = tokens[1];
    if (name?.type !== 'string') throw this.error(at, `unexpected ${shown(name)} in ${word} clause`);
    const rest = tokens.slice(2);
    if (rest.length === 0 && word === 'block') throw this.error(at, 'missing value for block clause');
    const pipe = rest.length === 0 ? undefined : this.wholePipe(rest, at, `${word} clause`, variables);
    if (word === 'block') this.define(tokens, at, rest);
    const words = tokens.map((each) => `${each.blank ? ' ' : ''}${each.text}`).join('');
    const text = `{{${words.replace(/^block/, 'template')}}}`;
    return { type: 'template', name: unquoted(name.text), at: name.at, text, ...(pipe ? { pipe } : {}) };
  }

  private branch(
    type: 'if' | 'with' | 'range',
    tokens: readonly Token[],
    at: number,
    variables: readonly string[],
  ): Node {
    const pipe = this.wholePipe(tokens, at, type, variables);
    const known = [...variables, ...pipe.variables];
    if (type === 'range') this.loops++;
    const { body, ended } = this.body(known);
    if (type === 'range') this.loops--;
    if (!ended) throw this.error(this.template.length, 'unexpected EOF');
    if (ended.word === 'end') return { type, pipe, body };
    const chained = ended.tokens[0]?.text;
    if (chained === 'if' || chained === 'with') {
      return { type, pipe, body, otherwise: [this.branch(chained, ended.tokens.slice(1), ended.at, known)] };
    }
    const rest = this.body(known);
    if (!rest.ended) throw this.error(this.template.length, 'unexpected EOF');
    if (rest.ended.word === 'else') throw this.error(rest.ended.at, 'expected end; found {{else}}');
    return { type, pipe, body, otherwise: rest.body };
  }

  private wholePipe(tokens: readonly Token[], at: number, context: string, variables: readonly string[]): Pipe {
    if (tokens.length === 0) throw this.error(at, `missing value for ${context}`);
    const [before, position] = [this.tokens, this.position];
    this.tokens = tokens;
    this.position = 0;
    const pipe = this.pipe(context, variables, false);
    if (this.position < tokens.length) throw this.unexpected(this.peek()!, context);
    this.tokens = before;
    this.position = position;
    return pipe;
  }

  private pipe(context: string, variables: readonly string[], nested: boolean): Pipe {
    const at = this.peek()?.at ?? 0;
    const declared: string[] = [];
    let assigns = false;
    const start = this.position;
    while (this.peek()?.type === 'variable') {
      declared.push(this.take()!.text);
      const sign = this.peek()?.text;
      if (sign === ',' && context === 'range' && declared.length === 1) {
        this.take();
        continue;
      }
      if (sign === ':=' || sign === '=') {
        assigns = sign === '=';
        this.take();
      } else {
        declared.length = 0;
        this.position = start;
      }
      break;
    }
    const known = [...variables, ...declared];
    const commands: Command[] = [];
    do {
      commands.push(this.command(context, known));
    } while (this.skip('|'));
    if (nested && !this.skip(')')) throw this.error(at, 'unclosed left paren');
    return { variables: declared, assigns, commands, at };
  }

  private command(context: string, variables: readonly string[]): Command {
    const args: Operand[] = [];
    const first = this.peek();
    for (let token = this.peek(); token && token.text !== '|' && token.text !== ')'; token = this.peek()) {
      if (args.length > 0 && !token.blank && token.text !== '(') throw this.unexpected(token, 'operand');
      args.push(this.operand(context, variables));
    }
    if (args.length === 0) throw this.error(first?.at ?? this.template.length, `missing value for ${context}`);
    const at = args[0]!.at;
    return { args, at, text: args.map((arg) => arg.text).join(' ') };
  }

  private operand(context: string, variables: readonly string[]): Operand {
    const token = this.take()!;
    const { base, text } = this.base(token, context, variables);
    const fields: string[] = token.type === 'field' ? [token.text.slice(1)] : [];
    let at = token.at;
    let chained = false;
    for (let next = this.peek(); next?.type === 'field' && !next.blank; next = this.peek()) {
      // Go notes where the second part of a chain stands.
      if (!chained) at = next.at;
      chained = true;
      fields.push(this.take()!.text.slice(1));
    }
    const suffix = (token.type === 'field' ? fields.slice(1) : fields).map((field) => `.${field}`).join('');
    return { base, fields, at, text: text + suffix };
  }

  private base(token: Token, context: string, variables: readonly string[]): Pick<Operand, 'base' | 'text'> {
    const { text } = token;
    switch (token.type) {
      case 'field':
        return { base: { type: 'dot' }, text };
      case 'variable':
        if (text !== '$' && !variables.includes(text))
          throw this.error(token.at, `undefined variable ${goQuote(text)}`);
        return { base: { type: 'variable', name: text }, text };
      case 'number':
        return {
          base: { type: 'constant', value: /^[+-]?(0[xX]|\d+$)/.test(text) ? BigInt(text) : Number(text) },
          text,
        };
      case 'string':
        return { base: { type: 'constant', value: unquoted(text) }, text };
      case 'char':
        return { base: { type: 'constant', value: BigInt(unquoted(`"${text.slice(1, -1)}"`).charCodeAt(0)) }, text };
      case 'word':
        if (text === 'true' || text === 'false') return { base: { type: 'constant', value: text === 'true' }, text };
        if (text === 'nil') return { base: { type: 'nil' }, text };
        if (!FUNCTIONS.includes(text)) throw this.error(token.at, `function ${goQuote(text)} not defined`);
        return { base: { type: 'function', name: text }, text };
      default:
    }
    if (text === '.') return { base: { type: 'dot' }, text };
    if (text === '(') {
      const from = this.position;
      const pipe = this.pipe('parenthesized pipeline', variables, true);
      const inner = this.tokens.slice(from, this.position - 1).map((each) => `${each.blank ? ' ' : ''}${each.text}`);
      return { base: { type: 'pipe', pipe }, text: `(${inner.join('').trim()})` };
    }
    throw this.unexpected(token, context);
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private take(): Token | undefined {
    return this.tokens[this.position++];
  }

  private skip(text: string): boolean {
    if (this.peek()?.text !== text) return false;
    this.position++;
    return true;
  }

  private unexpected(token: Token, context: string): Error {
    return this.error(token.at, `unexpected ${shown(token)} in ${context}`);
  }

  private error(at: number, message: string): Error {
    return located(this.template, at, message);
  }
}

function shown(token: Token | undefined): string {
  if (!token) return '"}}"';
  if (token.text === '.' || KEYWORDS.includes(token.text)) return `<${token.text}>`;
  return [...token.text].length > 10 ? `${goQuote(token.text.slice(0, 10))}...` : goQuote(token.text);
}

function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r' }[code] ?? code;
  });
}
