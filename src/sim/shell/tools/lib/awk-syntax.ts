/** An expression of awk. */
export type Expr =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'string'; readonly value: string }
  | { readonly op: 'regex'; readonly source: string }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'index'; readonly name: string; readonly keys: readonly Expr[] }
  | { readonly op: 'field'; readonly of: Expr }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly op: 'unary'; readonly sign: string; readonly of: Expr }
  | { readonly op: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly of: Expr }
  | { readonly op: 'binary'; readonly sign: string; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'assign'; readonly sign: string; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'in'; readonly keys: readonly Expr[]; readonly name: string }
  | { readonly op: 'choose'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly op: 'getline'; readonly into: Expr | undefined; readonly from: Expr | undefined };

/** A statement of awk. */
export type Stmt =
  | { readonly do: 'block'; readonly body: readonly Stmt[] }
  | { readonly do: 'expr'; readonly of: Expr }
  | {
      readonly do: 'print' | 'printf';
      readonly args: readonly Expr[];
      readonly mark: string;
      readonly to: Expr | undefined;
    }
  | { readonly do: 'if'; readonly test: Expr; readonly yes: Stmt; readonly no: Stmt | undefined }
  | { readonly do: 'while'; readonly test: Expr; readonly body: Stmt; readonly first: boolean }
  | {
      readonly do: 'for';
      readonly init: Stmt | undefined;
      readonly test: Expr | undefined;
      readonly step: Stmt | undefined;
      readonly body: Stmt;
    }
  | { readonly do: 'each'; readonly name: string; readonly array: string; readonly body: Stmt }
  | { readonly do: 'break' | 'continue' | 'next' }
  | { readonly do: 'exit' | 'return'; readonly of: Expr | undefined }
  | { readonly do: 'delete'; readonly name: string; readonly keys: readonly Expr[] | undefined };

/** A rule: BEGIN, END, a pattern, a range of patterns, or every line. */
export interface Rule {
  readonly when: 'BEGIN' | 'END' | readonly Expr[];
  /** Undefined prints the line. */
  readonly action: Stmt | undefined;
}

/** A program of awk. */
export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, { readonly params: readonly string[]; readonly body: Stmt }>;
}

/** What is wrong with a program. */
export class AwkProblem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A token: its kind and text. */
export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'call' | 'mark' | 'newline' | 'end';
  readonly text: string;
}

const MARK = /\*\*=|\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|&&|\|\||>>|\*\*|[-+*/%^!<>|?:~$=,;(){}[\]]/y;

/** Takes a program apart into tokens. Throws AwkProblem. */
export function awkTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < text.length) {
    if (take(/(?:[ \t\r]|\\\n|#[^\n]*)+/y)) continue;
    if (take(/\n/y)) {
      tokens.push({ kind: 'newline', text: '\n' });
      continue;
    }
    const number = take(/(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y);
    const name = number === undefined ? take(/[A-Za-z_]\w*/y) : undefined;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: text[at] === '(' ? 'call' : 'name', text: name });
    else if (text[at] === '"') {
      const string = take(/"(?:\\[\s\S]|[^"\\])*"/y);
      if (string === undefined) throw new AwkProblem('unterminated string');
      tokens.push({ kind: 'string', text: awkEscapes(string.slice(1, -1)) });
    } else if (text[at] === '/' && regexMayFollow(tokens.at(-1))) {
      const regex = take(/\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])*\//y);
      if (regex === undefined) throw new AwkProblem('unterminated regexp');
      tokens.push({ kind: 'regex', text: regex.slice(1, -1).replaceAll('\\/', '/') });
    } else {
      const mark = take(MARK);
      if (mark === undefined) throw new AwkProblem(`syntax error near ${text.slice(at, at + 10)}`);
      tokens.push({ kind: 'mark', text: mark });
    }
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function regexMayFollow(last: Token | undefined): boolean {
  if (!last || last.kind === 'newline') return true;
  if (last.kind === 'mark') return ![')', ']', '$', '++', '--'].includes(last.text);
  return last.kind === 'name' && ['return', 'print', 'printf', 'in'].includes(last.text);
}

/** Resolves the escapes of a string. */
export function awkEscapes(text: string): string {
  const plain: Record<string, string> = {
    n: '\n',
    t: '\t',
    r: '\r',
    '\\': '\\',
    '"': '"',
    '/': '/',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
  };
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (whole, c: string) =>
    /^[0-7]/.test(c) ? String.fromCharCode(Number.parseInt(c, 8)) : (plain[c] ?? whole),
  );
}
