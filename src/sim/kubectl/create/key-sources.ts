import { configMapKey, envVarName } from '../../../api/names.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';

/** The flags that give a ConfigMap or Secret its keys. */
export const SOURCE_FLAGS: readonly FlagSpec[] = [
  { name: 'append-hash', type: 'bool' },
  { name: 'from-literal', type: 'array' },
  { name: 'from-file', type: 'list' },
  { name: 'from-env-file', type: 'list' },
];

/** Takes a key and its value; throws if the key cannot be taken. */
export type AddKey = (key: string, value: string) => void;

/** The keys and values that the --from-… flags give, in kubectl's order: files, literals, env files. */
export function readSources(invocation: Invocation, add: AddKey): void {
  const { flags } = invocation;
  const [files, literals, envFiles] = [
    flags.list('from-file'),
    flags.list('from-literal'),
    flags.list('from-env-file'),
  ];
  if (envFiles.length > 0 && (files.length > 0 || literals.length > 0)) {
    throw new Error('from-env-file cannot be combined with from-file or from-literal');
  }
  for (const source of literals) checkLiteral(source);
  for (const source of files) readFileSource(invocation, source, add);
  for (const source of literals) add(...checkLiteral(source));
  for (const path of envFiles) readEnvFile(invocation, path, add);
}

function checkLiteral(source: string): [string, string] {
  const equals = source.indexOf('=');
  if (equals <= 0) throw new Error(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, equals), source.slice(equals + 1)];
}

/** `path`, `key=path`, or a folder, whose files are taken if their names can be keys. Models handleConfigMapFromFileSources. */
function readFileSource({ env }: Invocation, source: string, add: AddKey): void {
  const { key, path } = splitFileSource(source);
  const text = env.files?.get(plainPath(path));
  if (text !== undefined) {
    add(key, text);
    return;
  }
  const folder = `${plainPath(path)}/`;
  const inside = [...(env.files?.keys() ?? [])].filter((name) => name.startsWith(folder)).sort();
  if (inside.length === 0) throw new Error(`error reading ${path}: no such file or directory`);
  if (source.includes('=')) throw new Error('cannot give a key name for a directory path');
  for (const name of inside) {
    const base = name.slice(folder.length);
    if (!base.includes('/') && configMapKey(base).length === 0) add(base, env.files!.get(name)!);
  }
}

function splitFileSource(source: string): { key: string; path: string } {
  const parts = source.split('=');
  if (parts.length === 1) return { key: source.replace(/\/+$/, '').split('/').at(-1)!, path: source };
  if (parts.length > 2) throw new Error("key names or file paths cannot contain '='");
  const [key, path] = parts as [string, string];
  if (key === '') throw new Error(`key name for file path ${path} missing`);
  if (path === '') throw new Error(`file path for key name ${key} missing`);
  return { key, path };
}

function plainPath(path: string): string {
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
}

/** Lines `key=value`; a key without a value is taken from kubectl's own environment, which is empty. */
function readEnvFile({ env }: Invocation, path: string, add: AddKey): void {
  const text = env.files?.get(plainPath(path));
  if (text === undefined) throw new Error(`error reading ${path}: no such file or directory`);
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    const problems = envVarName(key);
    if (problems.length > 0) throw new Error(`${goQuote(key)} is not a valid key name: ${problems.join(';')}`);
    add(key, equals < 0 ? '' : line.slice(equals + 1));
  }
}
