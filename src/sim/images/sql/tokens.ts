import { SqlError } from './sql-error.ts';

/** A piece of a statement. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'mark' | 'variable';
  /** A word in capital letters for words, what was quoted for texts and names. */
  readonly value: string;
  /** As it was written. */
  readonly source: string;
  readonly pos: number;
}

const PATTERN =
  /\s+|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|(@@?[\w.]+)|('(?:[^'\\]|''|\\.)*')|("(?:[^"\\]|""|\\.)*")|(`[^`]*`)|(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|([A-Za-z_][\w$]*)|(<>|!=|<=|>=|\|\||::|:=|[-+*/%=<>(),.;])/y;

/** Takes a statement apart. In MySQL double quotes enclose texts, in PostgreSQL names. Throws SqlError. */
export function tokensOf(text: string, doubleIsText: boolean): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const pos = PATTERN.lastIndex;
    const match = PATTERN.exec(text);
    if (!match) throw new SqlError('syntax', text.slice(pos), pos);
    const [source, variable, single, double, back, number, word, mark] = match;
    const add = (kind: Token['kind'], value: string): void => void tokens.push({ kind, value, source, pos });
    if (variable !== undefined) add('variable', variable.replace(/^@@?/, '').replace(/^(?:global|session)\./i, ''));
    else if (single !== undefined) add('text', unquoted(single));
    else if (double !== undefined) add(doubleIsText ? 'text' : 'quoted', unquoted(double));
    else if (back !== undefined) add('quoted', back.slice(1, -1));
    else if (number !== undefined) add('number', number);
    else if (word !== undefined) add('word', word.toUpperCase());
    else if (mark !== undefined) add('mark', mark);
  }
  return tokens;
}

function unquoted(text: string): string {
  const quote = text[0]!;
  return text
    .slice(1, -1)
    .replaceAll(quote + quote, quote)
    .replace(/\\(.)/gs, (_, c: string) => ({ n: '\n', t: '\t', r: '\r', '0': '\0' })[c] ?? c);
}

/** The statements of a text, by the semicolons between them. */
export function statementsOf(text: string): string[] {
  const statements: string[] = [];
  let from = 0;
  const pieces = /'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;
  for (const match of text.matchAll(pieces)) {
    if (match[0] !== ';') continue;
    statements.push(text.slice(from, match.index).trim());
    from = match.index + 1;
  }
  statements.push(text.slice(from).trim());
  return statements.filter((statement) => statement !== '');
}
