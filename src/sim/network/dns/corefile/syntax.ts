import { sha512 } from '@noble/hashes/sha2.js';
import { utf8Bytes } from '../../../../base/utf8.ts';

/** A word of a Corefile with its line. */
export interface Token {
  readonly line: number;
  readonly text: string;
}

/** A block of a Corefile: for which names, and the words of each directive. */
export interface ServerBlock {
  readonly keys: readonly string[];
  readonly directives: ReadonlyMap<string, readonly Token[]>;
}

/** What is wrong with a Corefile, in CoreDNS' words. */
export class CorefileError extends Error {}

/** An error at a line. */
export function errorAt(file: string, line: number, text: string): CorefileError {
  return new CorefileError(`${file}:${line} - Error during parsing: ${text}`);
}

/**
 * Reads a Corefile. Throws CorefileError. Models the parser of Caddy's files, which CoreDNS uses.
 * @param isDirective undefined to take all words for directives, as the reload plugin does
 */
export function parseCorefile(file: string, text: string, isDirective?: (word: string) => boolean): ServerBlock[] {
  const parser = new Parser(file, tokensOf(text), isDirective);
  return parser.all();
}

/** The words of a text: separated by white space, quoted ones whole; `#` begins a comment. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /"((?:\\"|[^"])*)"|#[^\n]*|\n|[^\s]+/g;
  let line = 1;
  for (const [word, quoted] of text.matchAll(pattern)) {
    if (word === '\n') line++;
    else if (quoted !== undefined) {
      tokens.push({ line, text: quoted.replaceAll('\\"', '"') });
      line += quoted.split('\n').length - 1;
    } else if (!word.startsWith('#')) tokens.push({ line, text: word });
  }
  return tokens;
}

class Parser {
  private at = -1;
  private readonly file: string;
  private readonly tokens: readonly Token[];
  private readonly isDirective: ((word: string) => boolean) | undefined;
  private readonly snippets = new Map<string, readonly Token[]>();

  constructor(file: string, tokens: readonly Token[], isDirective: ((word: string) => boolean) | undefined) {
    this.file = file;
    this.tokens = tokens;
    this.isDirective = isDirective;
  }

  all(): ServerBlock[] {
    const blocks: ServerBlock[] = [];
    while (this.next()) {
      const keys = this.addresses();
      const directives = new Map<string, Token[]>();
      if (/^\(.+\)$/.test(keys[0] ?? '')) {
        this.snippets.set(keys[0]!.slice(1, -1), this.snippet());
        continue;
      }
      this.contents(directives);
      if (keys.length > 0) blocks.push({ keys, directives });
    }
    return blocks;
  }

  private word(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  private get isNewLine(): boolean {
    return this.at <= 0 || this.tokens[this.at]!.line > this.tokens[this.at - 1]!.line;
  }

  private next(): boolean {
    if (this.at >= this.tokens.length - 1) return false;
    this.at++;
    return true;
  }

  private fail(text: string): CorefileError {
    return errorAt(this.file, this.tokens[this.at]?.line ?? 0, text);
  }

  private addresses(): string[] {
    const keys: string[] = [];
    for (;;) {
      const word = this.word();
      const isListed = word.endsWith(',');
      if (word === '{') return keys;
      if (word !== '') keys.push(isListed ? word.slice(0, -1) : word);
      if (!this.next()) {
        if (isListed) throw this.fail('Unexpected EOF');
        return keys;
      }
      if (isListed && this.word() === '{')
        throw this.fail(`Expected another address but had '{' - check for extra comma`);
      if (!isListed && this.isNewLine) return keys;
    }
  }

  private contents(directives: Map<string, Token[]>): void {
    const isBraced = this.word() === '{';
    if (!isBraced) this.at--;
    this.block(directives);
    if (isBraced && this.word() !== '}') throw this.expected('}');
  }

  private expected(what: string): CorefileError {
    const line = this.tokens[this.at]?.line ?? 0;
    return new CorefileError(
      `${this.file}:${line} - Syntax error: Unexpected token '${this.word()}', expecting '${what}'`,
    );
  }

  private block(directives: Map<string, Token[]>): void {
    while (this.next()) {
      if (this.word() === '}') return;
      if (this.word() === 'import') {
        this.import(directives);
        continue;
      }
      this.directive(directives);
    }
  }

  private directive(directives: Map<string, Token[]>): void {
    const name = this.word();
    if (this.isDirective && !this.isDirective(name)) throw this.fail(`Unknown directive '${name}'`);
    const words = directives.get(name) ?? [];
    directives.set(name, words);
    words.push(this.tokens[this.at]!);
    let depth = 0;
    while (this.next()) {
      if (this.word() === '{') depth++;
      else if (this.isNewLine && depth === 0) {
        this.at--;
        break;
      } else if (this.word() === '}') {
        if (depth === 0) throw this.fail("Unexpected '}' because no matching opening brace");
        depth--;
      }
      words.push(this.tokens[this.at]!);
    }
    if (depth > 0) throw this.fail('Unexpected EOF');
  }

  /** Files that a pattern names may be absent; a snippet is read where it is imported. */
  private import(directives: Map<string, Token[]>): void {
    if (!this.next() || this.isNewLine)
      throw this.fail("Wrong argument count or unexpected line ending after 'import'");
    const word = this.word();
    const snippet = this.snippets.get(word);
    if (snippet) new Parser(this.file, snippet, this.isDirective).block(directives);
    else if (!/[*?[]/.test(word)) throw this.fail(`File to import not found: ${word}`);
  }

  private snippet(): Token[] {
    if (this.word() !== '{') throw this.expected('{');
    const inside: Token[] = [];
    let depth = 1;
    while (this.next()) {
      if (this.word() === '{') depth++;
      if (this.word() === '}') depth--;
      if (depth === 0) return inside;
      inside.push(this.tokens[this.at]!);
    }
    throw this.expected('}');
  }
}

/** The sum over a Corefile's words (SHA512 of Go's JSON of them) by which CoreDNS knows whether it has changed, and which it logs. */
export function digestOf(blocks: readonly ServerBlock[]): string {
  const json = blocks.map(({ keys, directives }) => {
    const names = [...directives.keys()].sort();
    const tokens = names.map((name) => {
      const words = directives.get(name)!.map(({ line, text }) => ({ File: '', Line: line, Text: text }));
      return `${JSON.stringify(name)}:${JSON.stringify(words)}`;
    });
    return `{"Keys":${JSON.stringify(keys)},"Tokens":{${tokens.join(',')}}}`;
  });
  const text = `[${json.join(',')}]`.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
  const sum = sha512(Uint8Array.from(utf8Bytes(text)));
  return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
