import { isMap, type JsonMap } from '../../../api/patch/json.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { decodeUtf8 } from '../../../base/bytes.ts';
import type { AnyObject } from '../client/resource.ts';
import { readFile } from './generators.ts';
import type { FieldOptions, Kustomization, ReplacementEntry, Selector } from './kustomization.ts';
import { isSelected, type Place } from './patches.ts';
import type { Resource } from './resource.ts';

type Resources = readonly Resource[];

/** `replacements`: fields of objects copied into fields of others. Models kustomize/api/filters/replacement. */
export function applyReplacements(resources: Resources, place: Place, { replacements }: Kustomization): Resources {
  let all = resources;
  for (const entry of replacements.flatMap((each) => loaded(place, each))) all = replace(all, entry);
  return all;
}

function loaded({ tree, root }: Place, entry: ReplacementEntry): readonly ReplacementEntry[] {
  if (!entry.path) return [entry];
  const value = parseDocuments(decodeUtf8(readFile(tree, root, entry.path)))[0]?.value;
  return (Array.isArray(value) ? value : [value]) as ReplacementEntry[];
}

function replace(resources: Resources, { source, targets }: ReplacementEntry): Resources {
  if (!source || !targets) throw new Error('replacements must specify a source and at least one target');
  const found = resources.filter((each) => isSelected(each, exact(source)));
  const text = selectorText(source);
  if (found.length === 0) throw new Error(`nothing selected by ${text}`);
  if (found.length > 1) throw new Error(`multiple matches for selector ${text}`);
  const path = source.fieldPath || 'metadata.name';
  const value = sourceValue(found[0]!.object, path, source.options);
  if (value === undefined) throw new Error(`fieldPath \`${path}\` is missing for replacement source ${text}`);
  return resources.map((resource) => {
    let { object } = resource;
    for (const { select, reject = [], fieldPaths, options } of targets) {
      if (!select) throw new Error('target must specify resources to select');
      if (!isSelected(resource, exact(select)) || reject.some((each) => isSelected(resource, exact(each)))) continue;
      for (const field of fieldPaths ?? ['metadata.name']) {
        object = setAt(object, splitFieldPath(field), { value, options, field }) as AnyObject;
      }
    }
    return { ...resource, object };
  });
}

/** Selectors of replacements name objects as they are. */
function exact({ group, version, kind, name, namespace }: Selector): Selector {
  const quoted = (text: string | undefined): string => (text ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return {
    group: quoted(group),
    version: quoted(version),
    kind: quoted(kind),
    name: quoted(name),
    namespace: quoted(namespace),
  };
}

function selectorText({ group, version, kind, name, namespace, fieldPath }: Selector & { fieldPath?: string }): string {
  const id = `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}`;
  return `${id}/${name || '[noName]'}.${namespace || '[noNs]'}${fieldPath ? `:${fieldPath}` : ''}`;
}

/** Takes `a.[b=c].0.d` apart; a dot in brackets or after a backslash does not part. */
function splitFieldPath(path: string): readonly string[] {
  const steps = path.match(/(?:\[[^\]]*\]|\\.|[^.])+/g) ?? [];
  return steps.map((step) => step.replaceAll('\\.', '.'));
}

function sourceValue(object: AnyObject, path: string, options: FieldOptions = {}): unknown {
  let node: unknown = object;
  for (const step of splitFieldPath(path)) node = childrenOf(node, step)[0]?.[1];
  if (!options.delimiter || typeof node !== 'string') return node;
  const parts = node.split(options.delimiter);
  const part = parts[options.index ?? 0];
  if (part === undefined) {
    throw new Error(`options.index ${options.index} is out of bounds for value ${node}`);
  }
  return part;
}

/** The parts of a node that a step leads to, with their keys. */
function childrenOf(node: unknown, step: string): readonly (readonly [key: string | number, child: unknown])[] {
  if (Array.isArray(node)) {
    const all = node.map((item, i) => [i, item] as const);
    if (step === '*') return all;
    const match = /^\[(?:([^=]+)=)?(.*)\]$/.exec(step);
    if (!match) return all.filter(([i]) => String(i) === step);
    const [, key, value] = match;
    return all.filter(([, item]) => String(key === undefined ? item : (item as JsonMap)[key]) === value);
  }
  if (!isMap(node)) return [];
  if (step === '*') return Object.entries(node);
  return [[step, node[step]]];
}

interface Change {
  readonly value: unknown;
  readonly options: FieldOptions | undefined;
  readonly field: string;
}

function setAt(node: unknown, steps: readonly string[], change: Change): unknown {
  const [step, ...rest] = steps;
  const { value, options = {}, field } = change;
  if (step === undefined) return withPart(node, value, options);
  const found = childrenOf(node, step).filter(([, child]) => child !== undefined || options.create);
  if (found.length === 0) throw new Error(`unable to find field "${field}" in replacement target`);
  let result = node as unknown[] | JsonMap;
  for (const [key, child] of found) {
    const next = setAt(child ?? (rest.length > 0 ? {} : undefined), rest, change);
    result = Array.isArray(result) ? result.with(key as number, next) : { ...result, [key]: next };
  }
  return result;
}

/** The value, or the old text with one of its parts replaced. */
function withPart(old: unknown, value: unknown, { delimiter, index = 0 }: FieldOptions): unknown {
  if (!delimiter || typeof old !== 'string') return value;
  const parts = old.split(delimiter);
  if (index < 0) parts.unshift(String(value));
  else if (index >= parts.length) parts.push(String(value));
  else parts[index] = String(value);
  return parts.join(delimiter);
}
