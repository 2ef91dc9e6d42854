import { deepEqual } from '../../base/equal.ts';
import { fieldSchema, itemSchema, patchRule, type Schema, schemaOf } from '../openapi.ts';
import { elementKind, inOrderOf } from './element-order.ts';
import { goText, isMap, type JsonMap, kindOf, type OpenMap } from './json.ts';
import { DELETE_FROM_LIST, DIRECTIVE, ELEMENT_ORDER, mergeMap, RETAIN_KEYS } from './merge-map.ts';

/**
 * The strategic merge patch that makes `to` out of `from`; `{}` if they are equal. Models
 * strategicpatch.CreateTwoWayMergePatch.
 */
export function createTwoWayPatch(from: JsonMap, to: JsonMap, schemaName: string): JsonMap {
  return diffMaps(from, to, schemaOf(schemaName), { ...BOTH, retainKeys: false });
}

/**
 * The patch of `kubectl apply`: from the last applied manifest, the new one and the live object. It sets what differs
 * from the live object and deletes what the last manifest had and the new one lacks. Models CreateThreeWayMergePatch.
 */
export function createThreeWayPatch(
  original: JsonMap,
  modified: JsonMap,
  current: JsonMap,
  schemaName: string,
): JsonMap {
  const schema = schemaOf(schemaName);
  const changes = diffMaps(current, modified, schema, { ...BOTH, deletions: false, retainKeys: false });
  const deletions = diffMaps(original, modified, schema, { ...BOTH, changes: false, retainKeys: false });
  return mergeMap(deletions, changes, schema, 'patch');
}

interface DiffOptions {
  /** Whether the patch has what is new or other. */
  readonly changes: boolean;
  /** Whether the patch has what is gone. */
  readonly deletions: boolean;
  /** Whether the field's rule says that a patch names all fields that stay. */
  readonly retainKeys: boolean;
}

const BOTH = { changes: true, deletions: true };

function diffMaps(original: JsonMap, modified: JsonMap, schema: Schema | undefined, options: DiffOptions): OpenMap {
  const patch: OpenMap = {};
  const keys = Object.keys(modified).filter((key) => modified[key] !== undefined);
  for (const key of keys) {
    const before = original[key];
    const after = modified[key];
    if (before === undefined || kindOf(before) !== kindOf(after)) {
      if (options.changes) patch[key] = after;
    } else if (before !== after) {
      diffField(patch, key, before, after, fieldSchema(schema, key), options);
    }
  }
  if (options.deletions) {
    for (const key of Object.keys(original)) if (modified[key] === undefined) patch[key] = null;
  }
  if (options.retainKeys) {
    const retained = keys.filter((key) => modified[key] !== null).sort();
    const more = Object.keys(original).some((key) => original[key] !== null && modified[key] === undefined);
    if (retained.length > 0 && (Object.keys(patch).length > 0 || more)) patch[RETAIN_KEYS] = retained;
  }
  return patch;
}

function diffField(
  patch: OpenMap,
  key: string,
  before: unknown,
  after: unknown,
  field: Schema | undefined,
  options: DiffOptions,
): void {
  const rule = patchRule(field);
  const inner = { ...options, retainKeys: rule.retainKeys };
  if (isMap(before) && isMap(after) && rule.strategy !== 'replace') {
    const difference = diffMaps(before, after, field, inner);
    if (Object.keys(difference).length > 0) patch[key] = difference;
  } else if (Array.isArray(before) && Array.isArray(after) && rule.strategy === 'merge') {
    const { list, deleted, order } = diffLists(before, after, itemSchema(field), rule.mergeKey, inner);
    if (list.length > 0) patch[key] = list;
    if (deleted.length > 0) patch[DELETE_FROM_LIST + key] = deleted;
    if (order.length > 0) patch[ELEMENT_ORDER + key] = order;
  } else if (options.changes && !deepEqual(before, after)) {
    patch[key] = after;
  }
}

interface ListDifference {
  readonly list: readonly unknown[];
  /** Scalars that are gone; items that are maps are deleted within `list`. */
  readonly deleted: readonly unknown[];
  /** The order that the list shall have, if it has to be said. */
  readonly order: readonly unknown[];
}

function diffLists(
  original: readonly unknown[],
  modified: readonly unknown[],
  schema: Schema | undefined,
  mergeKey: string,
  options: DiffOptions,
): ListDifference {
  if (original.length === 0) return { list: options.changes ? modified : [], deleted: [], order: [] };
  if (elementKind(original, modified) !== 'map') return diffScalars(original, modified, options);
  const before = original as JsonMap[];
  const after = modified as JsonMap[];
  const list = inOrderOf(changedItems(before, after, schema, mergeKey, options), after, mergeKey);
  const gone = options.deletions
    ? before.filter((item) => !after.some((kept) => kept[mergeKey] === item[mergeKey]))
    : [];
  const deletions = gone.map((item) => ({ [DIRECTIVE]: 'delete', [mergeKey]: idOf(item, mergeKey) }));
  const items = [...list, ...deletions];
  const sayOrder = items.length > 0 || !sameOrder(before, after, mergeKey);
  return { list: items, deleted: [], order: sayOrder ? after.map((item) => ({ [mergeKey]: item[mergeKey] })) : [] };
}

function changedItems(
  original: readonly JsonMap[],
  modified: readonly JsonMap[],
  schema: Schema | undefined,
  mergeKey: string,
  options: DiffOptions,
): readonly JsonMap[] {
  const changed: JsonMap[] = [];
  for (const item of modified) {
    const id = idOf(item, mergeKey);
    const before = original.find((present) => present[mergeKey] === id);
    if (!before) {
      if (options.changes) changed.push(item);
      continue;
    }
    const difference = diffMaps(before, item, schema, options);
    if (Object.keys(difference).length > 0) changed.push({ ...difference, [mergeKey]: id });
  }
  return changed;
}

function idOf(item: JsonMap, mergeKey: string): unknown {
  const id = item[mergeKey];
  if (id === undefined) throw new Error(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  return id;
}

function diffScalars(original: readonly unknown[], modified: readonly unknown[], options: DiffOptions): ListDifference {
  const list = options.changes ? modified.filter((item) => !original.includes(item)) : [];
  const deleted = options.deletions ? original.filter((item) => !modified.includes(item)) : [];
  const sayOrder = list.length > 0 || deleted.length > 0 || !deepEqual(original, modified);
  return { list, deleted, order: sayOrder ? modified : [] };
}

function sameOrder(original: readonly JsonMap[], modified: readonly JsonMap[], mergeKey: string): boolean {
  return original.length === modified.length && original.every((item, i) => item[mergeKey] === modified[i]![mergeKey]);
}
