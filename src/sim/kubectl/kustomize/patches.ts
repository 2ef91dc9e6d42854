import { schemaNameOf, schemaOf } from '../../../api/openapi.ts';
import { isMap, type JsonMap } from '../../../api/patch/json.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../../../api/patch/json-patch.ts';
import { parseLabelSelector } from '../../../api/selectors.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { decodeUtf8 } from '../../../base/bytes.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { absolute, type FileTree } from './file-tree.ts';
import { readFile } from './generators.ts';
import type { Kustomization, PatchEntry, Selector } from './kustomization.ts';
import { mergeStrategic } from './merge.ts';
import { allIds, idOf, idText, type Resource, renamed, sameId, withMetadata } from './resource.ts';

type Resources = readonly Resource[];

/** What reads the files of the kustomization that patches belong to. */
export interface Place {
  readonly tree: FileTree;
  readonly root: string;
}

/** `patchesStrategicMerge` and `patches`, which come before all other changes. */
export function applyPatches(resources: Resources, place: Place, kustomization: Kustomization): Resources {
  let all = resources;
  for (const entry of kustomization.patchesStrategicMerge) {
    for (const patch of documents(textOf(place, entry))) all = mergeIntoOne(all, patch);
  }
  for (const entry of kustomization.patches) all = applyPatch(all, place, entry);
  return all;
}

/** `patchesJson6902`, which come after names and labels. */
export function applyJson6902(resources: Resources, place: Place, { patchesJson6902 }: Kustomization): Resources {
  let all = resources;
  for (const { target, path, patch } of patchesJson6902) {
    if (!target) throw new Error('must specify the target field in patchesJson6902');
    const operations = operationsOf(path ? decodeUtf8(readFile(place.tree, place.root, path)) : (patch ?? ''));
    if (!operations) throw new Error('patch appears to be empty; files=[], Json6902 patch=[]');
    const exact = all.filter((each) => isSelected(each, target));
    if (exact.length !== 1) {
      const id = { group: '', version: '', kind: '', name: '', namespace: '', ...target };
      throw new Error(`${exact.length === 0 ? 'no' : 'multiple'} matches for Id ${idText(id)}; failed to find target`);
    }
    all = replaceEach(all, exact, (each) => json(each, operations));
  }
  return all;
}

function applyPatch(resources: Resources, place: Place, entry: PatchEntry): Resources {
  const { path = '', patch = '', target, options } = entry;
  if (path !== '' && patch !== '') throw new Error("patch and path can't be set at the same time");
  const text = path === '' ? patch : decodeUtf8(readFile(place.tree, place.root, path));
  const operations = operationsOf(text);
  const merges = operations ? undefined : strategicOf(text);
  if (!operations && !merges) throw unreadable(entry, text);
  if (!target) {
    if (operations) throw new Error(`must specify a target for JSON patch ${sourceOf(entry)}`);
    let all = resources;
    for (const each of merges!) all = named(all, each);
    return all;
  }
  const chosen = resources.filter((each) => isSelected(each, target));
  if (operations) return replaceEach(resources, chosen, (each) => json(each, operations));
  const change = (resource: Resource): Resource | undefined => {
    const [first] = merges!;
    return merged(resource, first!, options);
  };
  return replaceEach(resources, chosen, change);
}

function sourceOf({ path, patch }: PatchEntry): string {
  return path ? `[path: ${goQuote(path)}]` : `[patch: ${goQuote(patch ?? '')}]`;
}

function unreadable(entry: PatchEntry, text: string): Error {
  const { path, patch, target } = entry;
  const config = toYaml({ ...(patch ? { patch } : {}), ...(path ? { path } : {}), ...(target ? { target } : {}) });
  const why =
    text === ''
      ? `must specify one of patch and path in\n${config}`
      : `unable to parse SM or JSON patch from ${sourceOf(entry)}`;
  return new Error(`trouble configuring builtin PatchTransformer with config: \`\n${config}\`: ${why}`);
}

function named(resources: Resources, patch: AnyObject): Resources {
  try {
    return mergeIntoOne(resources, patch);
  } catch (error) {
    throw new Error(
      `no resource matches strategic merge patch ${goQuote(idText(idOf(patch)))}: ${(error as Error).message}`,
    );
  }
}

/** Merges a patch into the object that it names. */
function mergeIntoOne(resources: Resources, patch: AnyObject): Resources {
  const id = idOf(patch);
  const found = resources.filter((each) => allIds(each).some((own) => sameId(own, id)));
  if (found.length !== 1) {
    const count = found.length === 0 ? 'no' : 'multiple';
    throw new Error(`${count} matches for Id ${idText(id)}; failed to find unique target for patch ${idText(id)}`);
  }
  return replaceEach(resources, found, (each) => merged(each, patch));
}

function replaceEach(
  resources: Resources,
  chosen: Resources,
  change: (resource: Resource) => Resource | undefined,
): Resources {
  const set = new Set(chosen);
  return resources.flatMap((each) => (set.has(each) ? (change(each) ?? []) : [each]));
}

/** A patch may change name and kind only where its options say so. */
function merged(resource: Resource, patch: AnyObject, options: PatchEntry['options'] = {}): Resource | undefined {
  const { object } = resource;
  const { group, version, kind } = idOf(object);
  const name = schemaNameOf({ group, version, kind });
  const next = mergeStrategic(object, patch as JsonMap, name ? schemaOf(name) : undefined) as AnyObject | undefined;
  if (!next) return undefined;
  const { allowNameChange, allowKindChange } = options;
  const typed = allowKindChange ? next : withType(next, object);
  const kept = withMetadata(typed, {
    ...(allowNameChange ? {} : { name: object.metadata?.name }),
    namespace: object.metadata?.namespace,
  });
  const changed = allowNameChange || allowKindChange;
  return changed ? renamed(resource, kept) : { ...resource, object: kept };
}

function withType(next: AnyObject, { apiVersion, kind }: AnyObject): AnyObject {
  const { apiVersion: _version, kind: _kind, ...rest } = next;
  return { ...(apiVersion === undefined ? {} : { apiVersion }), ...(kind === undefined ? {} : { kind }), ...rest };
}

function json(resource: Resource, operations: readonly JsonPatchOperation[]): Resource {
  const object = applyJsonPatch(resource.object, operations) as AnyObject;
  const was = idOf(resource.object);
  const is = idOf(object);
  return sameId(was, is) && was.name === is.name ? { ...resource, object } : renamed(resource, object);
}

/** Whether a selector takes an object, by any id that it has had. */
export function isSelected(resource: Resource, selector: Selector): boolean {
  const { group, version, kind, name, namespace, labelSelector, annotationSelector } = selector;
  const fits = (pattern: string | undefined, text: string): boolean =>
    !pattern || new RegExp(`^(?:${pattern})$`).test(text);
  const { labels = {}, annotations = {} } = resource.object.metadata ?? {};
  return (
    allIds(resource).some(
      (id) =>
        fits(group, id.group) &&
        fits(version, id.version) &&
        fits(kind, id.kind) &&
        fits(name, id.name) &&
        fits(namespace, id.namespace || 'default'),
    ) &&
    (!labelSelector || parseLabelSelector(labelSelector).matches(labels)) &&
    (!annotationSelector || parseLabelSelector(annotationSelector).matches(annotations))
  );
}

/** A list of operations, of JSON or YAML; undefined if the text is none. */
function operationsOf(text: string): readonly JsonPatchOperation[] | undefined {
  const value = parseDocuments(text)[0]?.value;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((each) => isMap(each) && typeof each['op'] === 'string') ? value : undefined;
}

function strategicOf(text: string): readonly AnyObject[] | undefined {
  const all = parseDocuments(text, { words: true });
  if (all.length === 0 || all.some(({ error, value }) => error || !isMap(value))) return undefined;
  const objects = all.map(({ value }) => value as AnyObject);
  return objects.every(({ kind, metadata }) => kind && metadata?.name) ? objects : undefined;
}

/** An entry of patchesStrategicMerge is a file or the patch itself. */
function textOf({ tree, root }: Place, entry: string): string {
  const isFile = tree.typeOf(absolute(entry, root)) === 'file';
  return isFile || !/[:{]/.test(entry) ? decodeUtf8(readFile(tree, root, entry)) : entry;
}

function documents(text: string): readonly AnyObject[] {
  return parseDocuments(text, { words: true }).map(({ value, error }) => {
    if (error) throw new Error(error.message);
    return value as AnyObject;
  });
}
