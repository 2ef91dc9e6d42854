import type { FileSystem } from '../../shell/fs/file-system.ts';
import { patternToRegExp } from '../../shell/interpreter/pattern.ts';
import { BLOCKS, directiveAt } from './directives.ts';

/** A directive of nginx' configuration with its arguments and, for a block, what is inside. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block?: readonly Directive[];
  readonly file: string;
  readonly line: number;
}

/** Why a configuration cannot be read, in nginx' words. */
export class ConfigError extends Error {}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly isMark: boolean;
}

/** Reads a configuration file and those that it includes. Throws ConfigError. Models ngx_conf_file.c (ngx_conf_parse). */
export function readConfig(files: FileSystem, path: string): readonly Directive[] {
  return readFile(files, path, 'm');
}

function readFile(files: FileSystem, path: string, context: string): readonly Directive[] {
  const found = files.find(path, '/');
  if (found?.node.type !== 'file') throw new ConfigError(`open() "${path}" failed (2: No such file or directory)`);
  const tokens = tokensOf(files.readFile(path, '/'), path);
  const reader = { tokens, at: 0, path, files };
  return readBlock(reader, context, true);
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly path: string;
  readonly files: FileSystem;
}

function readBlock(reader: Reader, context: string, isFile: boolean): readonly Directive[] {
  const { path, tokens } = reader;
  const lastLine = (tokens.at(-1)?.line ?? 0) + 1;
  const directives: Directive[] = [];
  for (;;) {
    const first = tokens[reader.at++];
    if (!first) {
      if (isFile) return directives;
      throw new ConfigError(`unexpected end of file, expecting "}" in ${path}:${lastLine}`);
    }
    if (first.isMark) {
      if (first.text === '}' && !isFile) return directives;
      throw new ConfigError(`unexpected "${first.text}" in ${path}:${first.line}`);
    }
    directives.push(...readDirective(reader, first, context, lastLine));
  }
}

function readDirective(reader: Reader, first: Token, context: string, lastLine: number): readonly Directive[] {
  const { path, tokens, files } = reader;
  const args: string[] = [];
  let end = tokens[reader.at++];
  while (end && !end.isMark) {
    args.push(end.text);
    end = tokens[reader.at++];
  }
  if (!end) throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${path}:${lastLine}`);
  const name = first.text;
  const place = `in ${path}:${end.line}`;
  if (end.text === '}') throw new ConfigError(`unexpected "}" ${place}`);
  const known = directiveAt(name, context);
  if (known === 'unknown') throw new ConfigError(`unknown directive "${name}" ${place}`);
  if (known === 'misplaced') throw new ConfigError(`"${name}" directive is not allowed here ${place}`);
  const inside = name === 'server' && context === 'u' ? undefined : BLOCKS[name];
  if (inside === undefined && end.text === '{')
    throw new ConfigError(`directive "${name}" has no opening "{" ${place}`);
  if (inside !== undefined && end.text === ';' && context !== 'z' && context !== 'free')
    throw new ConfigError(`directive "${name}" has no opening "{" ${place}`);
  if (name === 'include' && context !== 'free') return included(files, args, context, place);
  const wanted = COUNTS[name];
  if (
    wanted !== undefined &&
    context !== 'free' &&
    context !== 'z' &&
    (args.length < wanted[0] || args.length > wanted[1])
  )
    throw new ConfigError(`invalid number of arguments in "${name}" directive ${place}`);
  const line = end.line;
  if (end.text === ';') return [{ name, args, file: path, line }];
  return [{ name, args, block: readBlock(reader, inside!, false), file: path, line }];
}

/** Fewest and most arguments. */
const COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  root: [1, 1],
  alias: [1, 1],
  proxy_pass: [1, 1],
  listen: [1, 20],
  server_name: [1, 99],
  return: [1, 2],
  worker_processes: [1, 1],
  worker_connections: [1, 1],
  user: [1, 2],
  index: [1, 99],
  try_files: [2, 99],
  error_page: [2, 99],
  autoindex: [1, 1],
  location: [1, 2],
  server: [0, 99],
  http: [0, 0],
  events: [0, 0],
  upstream: [1, 1],
  rewrite: [2, 3],
  keepalive_timeout: [1, 2],
  client_max_body_size: [1, 1],
  sendfile: [1, 1],
  gzip: [1, 1],
};

function included(files: FileSystem, args: readonly string[], context: string, place: string): readonly Directive[] {
  const [given = ''] = args;
  const path = given.startsWith('/') ? given : `/etc/nginx/${given}`;
  if (!/[*?[]/.test(path)) {
    try {
      return readFile(files, path, context);
    } catch (error) {
      if (error instanceof ConfigError && /failed \(2/.test(error.message))
        throw new ConfigError(`${error.message} ${place}`);
      throw error;
    }
  }
  const dir = path.slice(0, path.lastIndexOf('/'));
  const found = files.find(dir, '/');
  const names = found?.node.type === 'dir' ? files.list(dir, '/') : [];
  const pattern = patternToRegExp(path.slice(dir.length + 1));
  return names
    .filter((name) => !name.startsWith('.') && pattern.test(name))
    .flatMap((name) => readFile(files, `${dir}/${name}`, context));
}

/** Words, quoted words and the marks `;`, `{` and `}`. */
function tokensOf(text: string, path: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  const pattern =
    /(\n)|[ \t\r]+|#[^\n]*|([;{}])|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|((?:\$\{[^}]*\}|\\.|[^\s;{}])+)|([\s\S])/g;
  for (const [, newline, mark, double, single, word, other] of text.matchAll(pattern)) {
    if (newline) line++;
    else if (mark) tokens.push({ text: mark, line, isMark: true });
    else if (word !== undefined) tokens.push({ text: word, line, isMark: false });
    else if (other !== undefined)
      throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${path}:${line}`);
    else {
      const quoted = double ?? single;
      if (quoted === undefined) continue;
      tokens.push({ text: quoted.replace(/\\(["'\\])/g, '$1'), line, isMark: false });
      line += quoted.split('\n').length - 1;
    }
  }
  return tokens;
}
