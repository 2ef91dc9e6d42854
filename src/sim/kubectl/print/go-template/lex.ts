/** A token of an action. `blank` says that blanks stand before it. */
export interface Token {
  readonly type: 'field' | 'variable' | 'word' | 'number' | 'string' | 'char' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
  readonly blank: boolean;
}

/** Text, or the tokens of an action. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly tokens: readonly Token[]; readonly at: number };

/** Splits a template at its `{{` and `}}`. Throws Go's errors. Models text/template/parse/lex.go. */
export function lexTemplate(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = template.indexOf('{{', at);
    const trims = open >= 0 && /^\{\{-\s/.test(template.slice(open, open + 4));
    let text = template.slice(at, open < 0 ? template.length : open);
    if (trimNext) text = text.replace(/^[ \t\r\n]+/, '');
    if (trims) text = text.replace(/[ \t\r\n]+$/, '');
    if (text) pieces.push({ type: 'text', text });
    if (open < 0) return pieces;
    const inside = open + (trims ? 3 : 2);
    const comment = /^\s*\/\*[\s\S]*?\*\/\s*(-?)\}\}/.exec(template.slice(inside));
    if (comment) {
      at = inside + comment[0].length;
      trimNext = comment[1] === '-';
      continue;
    }
    const action = lexAction(template, inside);
    pieces.push({ type: 'action', tokens: action.tokens, at: open });
    at = action.end;
    trimNext = action.trims;
  }
}

const TOKENS: readonly (readonly [Token['type'], RegExp])[] = [
  ['field', /\.[A-Za-z_]\w*/y],
  ['variable', /\$\w*/y],
  ['number', /[+-]?(0[xX][0-9a-fA-F]+|(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)/y],
  ['word', /[A-Za-z_]\w*/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['char', /'(?:[^'\\]|\\.)'/y],
  ['symbol', /:=|[|(),.=]/y],
];

function lexAction(template: string, from: number): { tokens: Token[]; end: number; trims: boolean } {
  const tokens: Token[] = [];
  let at = from;
  for (;;) {
    const blanks = /^[ \t\r\n]*/.exec(template.slice(at))![0].length;
    const close = /^[ \t\r\n]*(\s-)?\}\}/.exec(template.slice(at));
    if (close) return { tokens, end: at + close[0].length, trims: close[1] !== undefined };
    at += blanks;
    if (at >= template.length) throw located(template, at, 'unclosed action');
    const token = tokenAt(template, at, blanks > 0);
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(template: string, at: number, blank: boolean): Token {
  for (const [type, regex] of TOKENS) {
    regex.lastIndex = at;
    const match = regex.exec(template);
    if (match) return { type, text: match[0], at, blank };
  }
  const c = template[at]!;
  if (c === '"') throw located(template, at, 'unterminated quoted string');
  if (c === '`') throw located(template, at, 'unterminated raw quoted string');
  if (c === '{' || c === '}') {
    throw located(template, at, `unexpected ${JSON.stringify(c)} in operand`);
  }
  const code = c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw located(template, at, `unrecognized character in action: U+${code} '${c}'`);
}

/** An error of parsing, with the line where it is. kubectl calls every template `output`. */
export function located(template: string, at: number, message: string): Error {
  const line = template.slice(0, at).split('\n').length;
  return new Error(`template: output:${line}: ${message}`);
}
