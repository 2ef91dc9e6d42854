import { isMap } from '../../../api/patch/json.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { decodeUtf8 } from '../../../base/bytes.ts';
import type { AnyObject } from '../client/resource.ts';
import { absolute, type FileTree, missingPath } from './file-tree.ts';
import { generate, hashedName, readFile } from './generators.ts';
import { type Kustomization, readKustomization } from './kustomization.ts';
import { ordered } from './order.ts';
import { applyJson6902, applyPatches } from './patches.ts';
import { fixReferences } from './references.ts';
import { applyReplacements } from './replacements.ts';
import { allIds, idOf, idText, newResource, type Resource, renamed, sameId, withMetadata } from './resource.ts';
import { setAffix, setAnnotations, setImages, setLabels, setNamespace, setReplicas } from './transformers.ts';

interface Build {
  readonly tree: FileTree;
  warn(text: string): void;
}

type Resources = readonly Resource[];

/**
 * The objects that the kustomization of a directory makes; `warn` is told of deprecated fields. Throws an Error with
 * the text of kustomize v5.5. Models kustomize/api/krusty.
 */
export function buildKustomization(tree: FileTree, path: string, warn: (text: string) => void): readonly AnyObject[] {
  const root = absolute(path, tree.cwd);
  const shown = path.replace(/(?<=.)\/+$/, '');
  if (tree.typeOf(root) === undefined) {
    throw new Error(`must build at directory: not a valid directory: ${missingPath(tree, shown, root)}`);
  }
  if (tree.typeOf(root) === 'file') throw new Error(`must build at directory: '${shown}': file is not directory`);
  const build = { tree, warn };
  const kustomization = readKustomization(tree, root, warn);
  const all = accumulate(build, root, kustomization, [], [root]);
  const hashed = all.map((each) =>
    each.needsHash ? renamed(each, withMetadata(each.object, { name: hashedName(each) })) : each,
  );
  return ordered(fixReferences(hashed), kustomization.sortOptions).map(({ object }) => object);
}

/** The objects of a kustomization, on top of those that a component finds. */
function accumulate(
  build: Build,
  root: string,
  kustomization: Kustomization,
  before: Resources,
  visited: readonly string[],
): Resources {
  let all = before;
  for (const path of kustomization.resources) all = withResource(build, root, all, path, visited);
  for (const each of generate(build.tree, root, kustomization)) all = absorb(all, each);
  for (const path of kustomization.components) all = withComponent(build, root, all, path, visited);
  return transform(all, { tree: build.tree, root }, kustomization);
}

function transform(resources: Resources, place: { tree: FileTree; root: string }, of: Kustomization): Resources {
  let all = applyPatches(resources, place, of);
  all = setNamespace(all, of.namespace);
  all = setAffix(all, 'prefix', of.namePrefix);
  all = setAffix(all, 'suffix', of.nameSuffix);
  all = setLabels(all, of);
  all = setAnnotations(all, of);
  all = applyJson6902(all, place, of);
  all = setReplicas(all, of);
  all = setImages(all, of);
  return applyReplacements(all, place, of);
}

/** An entry of `resources`: a file, or a directory with a kustomization of its own. */
function withResource(build: Build, root: string, all: Resources, path: string, visited: readonly string[]): Resources {
  const { tree } = build;
  const full = absolute(path, root);
  const type = tree.typeOf(full);
  if (type === 'dir') {
    const prefix = `accumulating resources: accumulation err='accumulating resources from ${quoted(path)}: '${full}' must resolve to a file'`;
    return appended(all, accumulateDirectory(build, full, { prefix, kind: 'Kustomization', before: [], visited }));
  }
  let reason = '';
  try {
    if (type === 'file') return appended(all, objectsOf(decodeUtf8(readFile(tree, root, path)), path));
    reason = `accumulating resources from ${quoted(path)}: ${missingPath(tree, full, full)}`;
  } catch (error) {
    const { message } = error as Error;
    if (message.includes('MalformedYAML')) {
      throw new Error(`accumulating resources: accumulating resources from ${quoted(path)}: ${message}`);
    }
    const verb = message.startsWith('may not add') ? 'merging' : 'accumulating';
    reason = `${verb} resources from ${quoted(path)}: ${message}`;
  }
  const second =
    type === 'file'
      ? `must build at directory: '${full}': file is not directory`
      : `must build at directory: not a valid directory: ${missingPath(tree, full, full)}`;
  throw new Error(`accumulating resources: accumulation err='${reason}': ${second}`);
}

function withComponent(
  build: Build,
  root: string,
  all: Resources,
  path: string,
  visited: readonly string[],
): Resources {
  const full = absolute(path, root);
  const prefix = 'accumulating components';
  if (build.tree.typeOf(full) === undefined) {
    throw new Error(
      `${prefix}: loader.New "error loading ${path} with git: url lacks host: ${path}, dir: ${missingPath(build.tree, full, full)}, get: invalid source string: ${path}"`,
    );
  }
  try {
    return accumulateDirectory(build, full, { prefix: '', kind: 'Component', before: all, visited });
  } catch (error) {
    throw new Error(`${prefix}: accumulateDirectory: "${(error as Error).message}"`);
  }
}

interface Directory {
  /** What messages begin with. */
  readonly prefix: string;
  readonly kind: 'Kustomization' | 'Component';
  readonly before: Resources;
  readonly visited: readonly string[];
}

function accumulateDirectory(build: Build, root: string, { prefix, kind, before, visited }: Directory): Resources {
  const fail = (text: string): never => {
    throw new Error(prefix === '' ? text : `${prefix}: ${text}`);
  };
  const within = visited.find((each) => each === root || each.startsWith(`${root}/`));
  if (within) fail(`cycle detected: candidate root '${root}' contains visited root '${within}'`);
  let kustomization: Kustomization;
  try {
    kustomization = readKustomization(build.tree, root, build.warn);
  } catch (error) {
    return fail(`couldn't make target for path '${root}': ${(error as Error).message}`);
  }
  if (kind === 'Component' && kustomization.kind !== kind) {
    fail(`expected kind 'Component' for path '${root}' but got '${kustomization.kind}'`);
  }
  if (kind !== 'Component' && kustomization.kind === 'Component') {
    fail(`expected kind != 'Component' for path '${root}'`);
  }
  try {
    return accumulate(build, root, kustomization, before, [...visited, root]);
  } catch (error) {
    const text = (error as Error).message;
    return fail(kind === 'Component' ? text : `recursed accumulation of path '${root}': ${text}`);
  }
}

/** The objects of a manifest; lists are taken apart. */
function objectsOf(text: string, path: string): Resources {
  return parseDocuments(text, { words: true }).flatMap(({ value, error }) => {
    if (error) throw new Error(`MalformedYAMLError: ${error.message.replace(/^.*?(?=yaml: )/, '')} in File: ${path}`);
    if (!isMap(value)) throw new Error(`MalformedYAMLError: not a map in File: ${path}`);
    return flatten(value as AnyObject).map(checked);
  });
}

function flatten(object: AnyObject): readonly AnyObject[] {
  const { items } = object;
  return object.kind?.endsWith('List') && Array.isArray(items) ? (items as AnyObject[]).flatMap(flatten) : [object];
}

function checked(object: AnyObject): Resource {
  const { apiVersion = '', kind = '', metadata } = object;
  const subject = `object {{${apiVersion} ${kind}} {{${metadata?.name ?? ''} ${metadata?.namespace ?? ''}} map[] map[]}}`;
  if (kind === '') throw new Error(`missing kind in ${subject}`);
  if (!metadata?.name && !object['generateName']) throw new Error(`missing metadata.name in ${subject}`);
  return newResource(object);
}

function appended(all: Resources, more: Resources): Resources {
  const result = [...all];
  for (const each of more) {
    const id = idOf(each.object);
    if (result.some(({ object }) => sameId(idOf(object), id))) {
      throw new Error(`may not add resource with an already registered id: ${idText(id)}`);
    }
    result.push(each);
  }
  return result;
}

/** Takes up a generated object: as a new one, or merged with that of its name. */
function absorb(all: Resources, made: Resource): Resources {
  const id = idOf(made.object);
  const found = all.filter((each) => allIds(each).some((own) => sameId(own, id)));
  const text = `id resid.ResId{Gvk:resid.Gvk{Group:"${id.group}", Version:"${id.version}", Kind:"${id.kind}", isClusterScoped:false}, Name:"${id.name}", Namespace:"${id.namespace}"}`;
  const fail = (why: string): never => {
    throw new Error(`merging from generator &{0xc000000000 <nil>}: ${text} ${why}`);
  };
  const [old] = found;
  if (!old) return made.behavior === 'create' ? [...all, made] : fail('does not exist; cannot merge or replace');
  if (found.length > 1) return fail('matches several objects');
  if (made.behavior === 'create') return fail('exists; behavior must be merge or replace');
  return all.map((each) => (each === old ? mergedGenerated(old, made) : each));
}

function mergedGenerated(old: Resource, made: Resource): Resource {
  const { metadata = {} } = old.object;
  const both = (field: 'labels' | 'annotations'): object => {
    const map = { ...metadata[field], ...made.object.metadata?.[field] };
    return Object.keys(map).length > 0 ? { [field]: map } : {};
  };
  const fields = ['data', 'binaryData'].flatMap((field) => {
    const map = {
      ...(made.behavior === 'merge' ? (old.object[field] as object | undefined) : {}),
      ...(made.object[field] as object | undefined),
    };
    return Object.keys(map).length > 0 || made.object[field] !== undefined ? [[field, map] as const] : [];
  });
  const object = {
    ...made.object,
    ...Object.fromEntries(fields),
    metadata: { ...made.object.metadata, ...metadata, ...both('labels'), ...both('annotations') },
  };
  return { ...old, object, ...(old.needsHash || made.needsHash ? { needsHash: true } : {}) };
}

function quoted(path: string): string {
  return `'${path}'`;
}
