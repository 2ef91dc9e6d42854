import { fieldSchema, itemSchema, type PatchRule, patchRule, type Schema } from '../openapi.ts';
import { elementKind, identity, orderMerged } from './element-order.ts';
import { goText, isMap, type JsonMap, kindOf, type OpenMap } from './json.ts';

export const DIRECTIVE = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
export const ELEMENT_ORDER = '$setElementOrder/';

/** What is merged into: a document, or another patch, whose directives stay. */
export type Target = 'document' | 'patch';

/** Merges a patch into a map. */
export function mergeMap(original: JsonMap, patch: JsonMap, schema: Schema | undefined, target: Target): JsonMap {
  const directive = patch[DIRECTIVE];
  if (directive !== undefined) return applyDirective(directive, patch);
  const result: OpenMap = { ...original };
  const rest: OpenMap = { ...patch };
  applyRetainKeys(result, rest, target);
  applyElementOrders(result, rest, schema, target);
  for (const key of Object.keys(rest)) {
    if (key.startsWith(DELETE_FROM_LIST) && target === 'patch') result[key] = rest[key];
    else mergeField(result, key, rest[key], schema, target);
  }
  return result;
}

function applyDirective(directive: unknown, patch: JsonMap): JsonMap {
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw new Error(`unknown patch type: ${goText(directive)} in map: ${goText(patch)}`);
  const { [DIRECTIVE]: _directive, ...content } = patch;
  return content;
}

function mergeField(
  result: OpenMap,
  patchKey: string,
  value: unknown,
  schema: Schema | undefined,
  target: Target,
): void {
  const deletes = patchKey.startsWith(DELETE_FROM_LIST);
  const key = deletes ? patchKey.slice(DELETE_FROM_LIST.length) : patchKey;
  if (value === null) {
    delete result[key];
    if (target === 'document') return;
  }
  const present = result[key];
  if (present === undefined) {
    const kept = target === 'document' ? withoutDirectives(value) : value;
    if (!deletes && kept !== undefined) result[key] = kept;
    return;
  }
  if (kindOf(present) !== kindOf(value)) {
    if (!deletes) result[key] = value;
    return;
  }
  const field = fieldSchema(schema, key);
  const rule = patchRule(field);
  if (Array.isArray(present) && Array.isArray(value)) {
    result[key] = mergeList(present, value, field, rule, deletes, target);
  } else if (isMap(present) && isMap(value)) {
    result[key] = rule.strategy === 'replace' ? value : mergeMap(present, value, field, target);
  } else {
    result[key] = value;
  }
}

function mergeList(
  original: readonly unknown[],
  patch: readonly unknown[],
  field: Schema | undefined,
  rule: PatchRule,
  deletes: boolean,
  target: Target,
): readonly unknown[] {
  if (rule.strategy !== 'merge') return patch;
  if (original.length === 0 && patch.length === 0) return original;
  if (elementKind(original, patch) !== 'map') {
    if (deletes) return original.filter((item) => !patch.includes(item));
    return orderMerged([...new Set([...original, ...patch])], patch, original, '');
  }
  if (rule.mergeKey === '') throw new Error('cannot merge lists without merge key for type struct');
  const special = applySpecialItems(original as JsonMap[], patch as JsonMap[], rule.mergeKey);
  const merged = mergeItems(special.original, special.patch, rule.mergeKey, itemSchema(field), target);
  return orderMerged(merged, special.patch, special.original, rule.mergeKey);
}

/** Carries out the items of a patch that are directives: `$patch: delete` and `$patch: replace`. */
function applySpecialItems(
  original: readonly JsonMap[],
  patch: readonly JsonMap[],
  mergeKey: string,
): { original: readonly JsonMap[]; patch: readonly JsonMap[] } {
  let kept = original;
  let replaces = false;
  const plain: JsonMap[] = [];
  for (const item of patch) {
    const directive = item[DIRECTIVE];
    if (directive === undefined) plain.push(item);
    else if (directive === 'replace') replaces = true;
    else if (directive === 'delete') {
      const id = mergeKeyOf(item, mergeKey);
      kept = kept.filter((present) => present[mergeKey] !== id);
    } else if (directive === 'merge') throw new Error('merging lists cannot yet be specified in the patch');
    else throw new Error(`unknown patch type: ${goText(directive)} in map: ${goText(item)}`);
  }
  return replaces ? { original: plain, patch: [] } : { original: kept, patch: plain };
}

function mergeItems(
  original: readonly JsonMap[],
  patch: readonly JsonMap[],
  mergeKey: string,
  schema: Schema | undefined,
  target: Target,
): readonly JsonMap[] {
  const merged = [...original];
  for (const item of patch) {
    const id = mergeKeyOf(item, mergeKey);
    const at = merged.findIndex((present) => present[mergeKey] === id);
    if (at >= 0) merged[at] = mergeMap(merged[at]!, item, schema, target);
    else merged.push(target === 'document' ? (withoutDirectives(item) as JsonMap) : item);
  }
  for (const item of merged) mergeKeyOf(item, mergeKey);
  return merged;
}

function mergeKeyOf(item: JsonMap, mergeKey: string): unknown {
  const id = item[mergeKey];
  if (id === undefined) throw new Error(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  return id;
}

/** A value that is new to a document: nulls and directives in it mean nothing there. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.filter((item) => !isMap(item) || item[DIRECTIVE] === undefined);
    return items.map(withoutDirectives);
  }
  if (!isMap(value)) return value === null ? undefined : value;
  if (value[DIRECTIVE] === 'delete') return undefined;
  const result: OpenMap = {};
  for (const key of Object.keys(value)) {
    if (key === DIRECTIVE || key === RETAIN_KEYS) continue;
    if (key.startsWith(ELEMENT_ORDER) || key.startsWith(DELETE_FROM_LIST)) continue;
    const kept = withoutDirectives(value[key]);
    if (kept !== undefined) result[key] = kept;
  }
  return result;
}

/** Carries out `$retainKeys`: drops all fields of a document that the list does not name. */
function applyRetainKeys(result: OpenMap, patch: OpenMap, target: Target): void {
  const retained = patch[RETAIN_KEYS];
  if (retained === undefined) return;
  delete patch[RETAIN_KEYS];
  if (target === 'patch') {
    result[RETAIN_KEYS] ??= retained;
    return;
  }
  const badFormat = 'invalid patch format of retainKeys';
  if (!Array.isArray(retained)) throw new Error(badFormat);
  for (const key of Object.keys(patch)) {
    const isDirective = key.startsWith(DELETE_FROM_LIST) || key.startsWith(ELEMENT_ORDER);
    if (patch[key] !== null && !isDirective && !retained.includes(key)) throw new Error(badFormat);
  }
  for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key];
}

/** Carries out `$setElementOrder/…` together with the list that it is about. */
function applyElementOrders(result: OpenMap, patch: OpenMap, schema: Schema | undefined, target: Target): void {
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(ELEMENT_ORDER)) continue;
    const order = patch[directive];
    if (!Array.isArray(order)) throw new Error('invalid patch format of setElementOrder list');
    if (target === 'patch') result[directive] ??= order;
    delete patch[directive];
    const key = directive.slice(ELEMENT_ORDER.length);
    const present = result[key];
    const list = patch[key];
    if (present === undefined && list === undefined) continue;
    // A list that the patch deletes, or puts in the place of something else, has no order of its own.
    if ((present !== undefined && !Array.isArray(present)) || (list !== undefined && !Array.isArray(list))) continue;
    const field = fieldSchema(schema, key);
    const rule = patchRule(field);
    checkOrder(list ?? [], order, rule.mergeKey);
    const merged = mergedForOrder(present, list, field, rule, target);
    result[key] = orderMerged(merged, order, present ?? [], rule.mergeKey);
    delete patch[key];
  }
}

function mergedForOrder(
  present: readonly unknown[] | undefined,
  list: readonly unknown[] | undefined,
  field: Schema | undefined,
  rule: PatchRule,
  target: Target,
): readonly unknown[] {
  if (!list) return present ?? [];
  if (present) return mergeList(present, list, field, rule, false, target);
  return target === 'document' ? (withoutDirectives(list) as unknown[]) : list;
}

/** The items of a patch's list must come in the order that the patch itself demands. */
function checkOrder(list: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  let at = 0;
  for (const item of list) {
    if (isMap(item) && item[DIRECTIVE] !== undefined) continue;
    const id = identity(item, mergeKey);
    while (at < order.length && identity(order[at], mergeKey) !== id) at++;
    if (at >= order.length && order.length > 0) {
      const texts = `The order in patch list:\n${goText(list)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`;
      throw new Error(texts);
    }
    at++;
  }
}
