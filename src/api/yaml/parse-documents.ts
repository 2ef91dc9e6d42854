import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { ConversionError, compose } from './compose.ts';
import { type Diagnosis, diagnose, findSyntaxError } from './diagnose.ts';
import { offsetOf } from './locate.ts';

/** One document of a YAML or JSON text. */
export interface YamlDocument {
  /** Its value as kubectl sends it: plain JSON, keys sorted. Undefined if there is an error. */
  readonly value: unknown;
  /** The part of the text that it stands in. */
  readonly text: string;
  /** The line of the text, from 1, where its content begins. */
  readonly line: number;
  /** What is wrong with it: the line of the text, and kubectl's words after `error parsing FILE: `. */
  readonly error?: { readonly line: number; readonly message: string };
  /** The line of the text, from 1, of the field at a path; of its nearest ancestor if it is not there. */
  lineOf(path: readonly (string | number)[]): number;
}

export interface ParseOptions {
  /** Whether `yes`, `on` and the like are texts, as they are for kustomize. */
  readonly words?: boolean;
}

/**
 * Parses a text of YAML documents, or of JSON, the way kubectl reads a file: documents are split at lines that begin
 * with `---`, empty ones are left out. A document with an error has it in `error`; nothing is thrown.
 */
export function parseDocuments(text: string, { words = false }: ParseOptions = {}): YamlDocument[] {
  const documents: YamlDocument[] = [];
  for (const chunk of split(text)) {
    const document = parseChunk(chunk, words);
    if (document.error || document.value !== null) documents.push(document);
  }
  return documents;
}

/** A part of the text that kubectl takes for one document. */
interface Chunk {
  readonly source: string;
  /** The line of the text where it begins, from 1. */
  readonly firstLine: number;
  /** What stands after `---` although only a comment may. */
  readonly badSeparator?: string;
}

/** Models apimachinery/pkg/util/yaml.YAMLReader, which keeps a `---` that nothing stands before. */
function split(text: string): readonly Chunk[] {
  const json = /^\s*\{/.test(text) ? splitJson(text) : undefined;
  if (json) return json;
  const chunks: Chunk[] = [];
  let lines: string[] = [];
  let firstLine = 1;
  const end = (nextLine: number): void => {
    if (lines.length > 0) chunks.push({ source: `${lines.join('\n')}\n`, firstLine });
    lines = [];
    firstLine = nextLine;
  };
  const all = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (all.at(-1) === '') all.pop();
  for (const [i, line] of all.entries()) {
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        end(i + 2);
        chunks.push({ source: '', firstLine: i + 1, badSeparator: rest });
        continue;
      }
      if (lines.length > 0) {
        end(i + 2);
        continue;
      }
    }
    lines.push(line);
  }
  end(0);
  return chunks;
}

/** The values of a text that is nothing but JSON objects one after the other; undefined if it is not. */
function splitJson(text: string): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  let depth = 0;
  let start = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const bracket = match[0];
    if (bracket === '{' || bracket === '[') depth++;
    else if (bracket === '}' || bracket === ']') depth--;
    if (depth > 0 || bracket.startsWith('"')) continue;
    const source = text.slice(start, token.lastIndex);
    if (!isJson(source)) return undefined;
    chunks.push({ source, firstLine: 1 + countLines(text, start) });
    start = token.lastIndex;
  }
  return text.slice(start).trim() === '' ? chunks : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseChunk({ source, firstLine, badSeparator }: Chunk, words: boolean): YamlDocument {
  if (badSeparator !== undefined)
    return failed(source, firstLine, firstLine, `invalid Yaml document separator: ${badSeparator}`);
  const read = readEvents(source);
  if ('diagnosis' in read) {
    const { line, message } = read.diagnosis;
    return failed(source, firstLine, firstLine + line - 1, `error converting YAML to JSON: yaml: ${message}`);
  }
  const { events, text } = read;
  const lineAt = (offset: number): number => firstLine + countLines(text, offset);
  const start = lineAt(offsetOf(events, text, []));
  try {
    const value = compose(events, text, words);
    return { value, text: source, line: start, lineOf: (path) => lineAt(offsetOf(events, text, path)) };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return failed(source, start, start, `error converting YAML to JSON: ${error.message}`);
  }
}

type Read = { readonly events: readonly Event[]; readonly text: string } | { readonly diagnosis: Diagnosis };

/** Wide enough for any indentation that there is. */
const INDENTATION = ' '.repeat(200);

/**
 * Parses with js-yaml. It wants what is between brackets or quotes to be indented, which kubectl's library does not:
 * such lines are indented, which changes neither the value nor the line numbers.
 */
function readEvents(source: string): Read {
  let text = source;
  const wrong = findSyntaxError(source);
  if (wrong) return { diagnosis: wrong };
  for (;;) {
    try {
      return { events: parseEvents(text, { maxDepth: 10_000 }), text };
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const line = error.mark?.line ?? 0;
      const lines = text.split('\n');
      if (error.reason !== 'deficient indentation' || lines[line]?.startsWith(INDENTATION) !== false) {
        return { diagnosis: diagnose(source, error) };
      }
      lines[line] = INDENTATION + lines[line];
      text = lines.join('\n');
    }
  }
}

function failed(text: string, firstLine: number, line: number, message: string): YamlDocument {
  return { value: undefined, text, line: firstLine, error: { line, message }, lineOf: () => line };
}

function countLines(source: string, offset: number): number {
  let count = 0;
  for (let i = source.indexOf('\n'); i >= 0 && i < offset; i = source.indexOf('\n', i + 1)) count++;
  return count;
}
