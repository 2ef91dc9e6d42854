import { encodeBase64Bytes } from '../../../api/validation/base64.ts';
import { type Bytes, decodeUtf8, encodeUtf8 } from '../../../base/bytes.ts';
import type { AnyObject } from '../client/resource.ts';
import { nameHash } from '../create/name-hash.ts';
import { absolute, type FileTree, missingPath } from './file-tree.ts';
import type { GeneratorArgs, GeneratorOptions, Kustomization } from './kustomization.ts';
import { newResource, type Resource } from './resource.ts';

/** The objects that configMapGenerator and secretGenerator make. */
export function generate(tree: FileTree, root: string, kustomization: Kustomization): readonly Resource[] {
  const { configMapGenerator, secretGenerator, generatorOptions } = kustomization;
  const make = (kind: 'ConfigMap' | 'Secret') => (args: GeneratorArgs) => {
    const options = withDefaults(args.options ?? {}, generatorOptions);
    const object = generated(kind, args, options, pairsOf(tree, root, args, kind));
    return {
      ...newResource(object),
      behavior: behaviorOf(args.behavior),
      ...(options.disableNameSuffixHash ? {} : { needsHash: true }),
    };
  };
  return [...configMapGenerator.map(make('ConfigMap')), ...secretGenerator.map(make('Secret'))];
}

function behaviorOf(behavior = ''): string {
  return behavior === 'merge' || behavior === 'replace' ? behavior : 'create';
}

function withDefaults(own: GeneratorOptions, common: GeneratorOptions): GeneratorOptions {
  return {
    labels: { ...common.labels, ...own.labels },
    annotations: { ...common.annotations, ...own.annotations },
    disableNameSuffixHash: own.disableNameSuffixHash || common.disableNameSuffixHash || false,
    immutable: own.immutable || common.immutable || false,
  };
}

type Pairs = ReadonlyMap<string, Bytes>;

function generated(kind: string, args: GeneratorArgs, options: GeneratorOptions, pairs: Pairs): AnyObject {
  const some = (map: object = {}): boolean => Object.keys(map).length > 0;
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  const isText = ([, value]: readonly [string, Bytes]): boolean => encodeUtf8(decodeUtf8(value)) === value;
  const texts = sorted.filter(isText).map(([key, value]) => [key, decodeUtf8(value)] as const);
  const rest = sorted.filter((each) => !isText(each)).map(([key, value]) => [key, base64Lines(value)] as const);
  const data =
    kind === 'Secret'
      ? {
          type: args.type || 'Opaque',
          data: Object.fromEntries(sorted.map(([key, value]) => [key, base64Lines(value)])),
        }
      : {
          ...(texts.length > 0 ? { data: Object.fromEntries(texts) } : {}),
          ...(rest.length > 0 ? { binaryData: Object.fromEntries(rest) } : {}),
        };
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: args.name!,
      ...(args.namespace ? { namespace: args.namespace } : {}),
      ...(some(options.labels) ? { labels: options.labels! } : {}),
      ...(some(options.annotations) ? { annotations: options.annotations! } : {}),
    },
    ...data,
    ...(options.immutable ? { immutable: true } : {}),
  };
}

const LINE = 70;

/** Base64, in lines where it is long. */
function base64Lines(bytes: Bytes): string {
  const text = encodeBase64Bytes([...bytes].map((c) => c.charCodeAt(0)));
  if (text.length <= LINE) return text;
  return (text.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

function pairsOf(tree: FileTree, root: string, args: GeneratorArgs, kind: string): Pairs {
  const what = kind.toLowerCase();
  if (!args.name) throw new Error(`a ${what} must have a name`);
  const { files = [], literals = [], envs = [], env } = args;
  const pairs = new Map<string, Bytes>();
  const all = [
    ...from('env source files:', env ? [...envs, env] : envs, (path) =>
      envPairs(decodeUtf8(readFile(tree, root, path))),
    ),
    ...from('literal sources', literals, (source) => [literalPair(source)]),
    ...from('file sources:', files, (source) => [filePair(tree, root, source)]),
  ];
  for (const [key, value] of all) {
    if (pairs.has(key)) throw new Error(`${what} ${args.name} illegally repeats the key \`${key}\``);
    pairs.set(key, value);
  }
  return pairs;
}

type Pair = readonly [key: string, value: Bytes];

function from(what: string, sources: readonly string[], read: (source: string) => readonly Pair[]): readonly Pair[] {
  try {
    return sources.flatMap(read);
  } catch (error) {
    throw new Error(`loading KV pairs: ${what} [${sources.join(' ')}]: ${(error as Error).message}`);
  }
}

function literalPair(source: string): Pair {
  const equals = source.indexOf('=');
  if (equals <= 0) throw new Error(`invalid literal source ${source}, expected key=value`);
  const value = source.slice(equals + 1);
  const quote = value[0];
  const quoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return [source.slice(0, equals), encodeUtf8(quoted ? value.slice(1, -1) : value)];
}

function filePair(tree: FileTree, root: string, source: string): Pair {
  const equals = source.indexOf('=');
  const path = source.slice(equals + 1);
  if (equals === 0) throw new Error(`missing key name for file path "${path}" in source "${source}"`);
  if (path === '') throw new Error(`missing file path for key name "${source.slice(0, equals)}" in source "${source}"`);
  if (path.includes('=')) throw new Error(`source "${source}" key name or file path contains '='`);
  const key = equals < 0 ? path.split('/').at(-1)! : source.slice(0, equals);
  return [key, readFile(tree, root, path)];
}

/** The lines `key=value` of a file; a key alone takes its value from kubectl's environment, which is empty. */
function envPairs(text: string): readonly Pair[] {
  return text.split(/\r?\n/).flatMap((raw): readonly Pair[] => {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) return [];
    const equals = line.indexOf('=');
    return [equals < 0 ? [line, ''] : [line.slice(0, equals), encodeUtf8(line.slice(equals + 1))]];
  });
}

/** A file of a kustomization: it must be in its directory or below. */
export function readFile(tree: FileTree, root: string, path: string): Bytes {
  const full = absolute(path, root);
  if (tree.typeOf(full) === undefined) throw new Error(missingPath(tree, full, full));
  if (tree.typeOf(full) === 'dir') throw new Error(`'${full}' must resolve to a file`);
  if (!full.startsWith(root === '/' ? '/' : `${root}/`)) {
    throw new Error(`security; file '${full}' is not in or below '${root}'`);
  }
  return tree.read(full);
}

/** The name of a generated object with the hash of its content. Models kustomize's hasher. */
export function hashedName({ object }: Resource): string {
  const { kind, metadata, data = '', binaryData, type } = object as AnyObject & Record<string, unknown>;
  const content =
    kind === 'Secret'
      ? { kind, name: '', type, data }
      : { kind, name: '', data, ...(binaryData === undefined ? {} : { binaryData }) };
  return `${metadata?.name}-${nameHash(content)}`;
}
