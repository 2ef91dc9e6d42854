/**
 * Takes YAML apart into tokens the way libyaml does, to find what its port in Go finds wrong and where. It keeps no
 * values: texts that are YAML are read by js-yaml. Models goyaml.v2's scannerc.go.
 */

/** An error of the scanner or the parser: lines count from 0. */
export class YamlSyntaxError extends Error {
  readonly line: number;
  readonly contextLine: number;
  readonly inScanner: boolean;

  constructor(message: string, line: number, contextLine: number, inScanner: boolean) {
    super(message);
    this.line = line;
    this.contextLine = contextLine;
    this.inScanner = inScanner;
  }
}

export type TokenType =
  | 'stream-end'
  | 'document'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly line: number;
}

/** A place where a key without `?` may have begun. */
interface SimpleKey {
  readonly required: boolean;
  readonly tokenNumber: number;
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export interface Scanner {
  readonly source: string;
  at: number;
  line: number;
  column: number;
  indent: number;
  readonly indents: number[];
  /** Whether a simple key may begin here. */
  keyAllowed: boolean;
  /** One for each flow level; the first is that of block context. */
  readonly keys: (SimpleKey | undefined)[];
  readonly tokens: Token[];
  /** How many tokens have been taken. */
  taken: number;
}

export function newScanner(source: string): Scanner {
  return {
    source,
    at: 0,
    line: 0,
    column: 0,
    indent: -1,
    indents: [],
    keyAllowed: true,
    keys: [undefined],
    tokens: [],
    taken: 0,
  };
}

export const charAt = (s: Scanner, ahead = 0): string => s.source[s.at + ahead] ?? '\0';
export const isBlank = (c: string): boolean => c === ' ' || c === '\t';
export const isBreak = (c: string): boolean => c === '\n' || c === '\r';
export const isBlankOrEnd = (c: string): boolean => isBlank(c) || isBreak(c) || c === '\0';
export const inFlow = (s: Scanner): boolean => s.keys.length > 1;

export function skip(s: Scanner, count = 1): void {
  s.at += count;
  s.column += count;
}

export function skipLine(s: Scanner): void {
  s.at += charAt(s) === '\r' && charAt(s, 1) === '\n' ? 2 : 1;
  s.column = 0;
  s.line++;
}

export function scannerError(s: Scanner, message: string, contextLine = s.line): YamlSyntaxError {
  return new YamlSyntaxError(message, s.line, contextLine, true);
}

export function push(s: Scanner, type: TokenType, line = s.line): void {
  s.tokens.push({ type, line });
}

/** Steps over blanks, comments and line breaks. Tabs are no indentation. */
export function skipToToken(s: Scanner): void {
  for (;;) {
    while (charAt(s) === ' ' || ((inFlow(s) || !s.keyAllowed) && charAt(s) === '\t')) skip(s);
    if (charAt(s) === '#') while (!isBreak(charAt(s)) && charAt(s) !== '\0') skip(s);
    if (!isBreak(charAt(s))) return;
    skipLine(s);
    if (!inFlow(s)) s.keyAllowed = true;
  }
}

/** Whether `---` or `...` begins here. */
export function atDocumentIndicator(s: Scanner): boolean {
  return s.column === 0 && /^(---|\.\.\.)(?=[ \t\r\n]|$)/.test(s.source.slice(s.at, s.at + 4));
}

/** Opens a block collection if the column is deeper; its token goes before the token with that number. */
export function rollIndent(s: Scanner, column: number, type: TokenType, line: number, tokenNumber?: number): void {
  if (inFlow(s) || s.indent >= column) return;
  s.indents.push(s.indent);
  s.indent = column;
  const token = { type, line };
  if (tokenNumber === undefined) s.tokens.push(token);
  else s.tokens.splice(tokenNumber - s.taken, 0, token);
}

/** Closes the block collections that are deeper than the column. */
export function unrollIndent(s: Scanner, column: number): void {
  if (inFlow(s)) return;
  while (s.indent > column) {
    push(s, 'block-end');
    s.indent = s.indents.pop()!;
  }
}

/** Remembers that a simple key may begin here. */
export function saveKey(s: Scanner): void {
  if (!s.keyAllowed) return;
  const required = !inFlow(s) && s.indent === s.column;
  removeKey(s);
  const tokenNumber = s.taken + s.tokens.length;
  s.keys[s.keys.length - 1] = { required, tokenNumber, at: s.at, line: s.line, column: s.column };
}

/** Gives up the simple key of this level: an error if it has to be one. */
export function removeKey(s: Scanner): void {
  const key = s.keys.at(-1);
  if (key?.required) throw scannerError(s, "could not find expected ':'", key.line);
  s.keys[s.keys.length - 1] = undefined;
}

/** Whether a simple key can still become one: it ends on its line, within 1024 characters. */
export function isKeyValid(s: Scanner, key: SimpleKey | undefined): key is SimpleKey {
  if (!key) return false;
  if (key.line >= s.line && key.at + 1024 >= s.at) return true;
  if (key.required) throw scannerError(s, "could not find expected ':'", key.line);
  s.keys[s.keys.indexOf(key)] = undefined;
  return false;
}
