import { fieldSchema, itemSchema, patchRule, type Schema } from '../../../api/openapi.ts';
import { isMap, type JsonMap, type OpenMap } from '../../../api/patch/json.ts';

/**
 * Merges a strategic patch as kustomize does, which is not quite as the API server does: what is new comes to the front
 * of a list, items of a merged list stand in the patch's order. `undefined` when the patch deletes the whole. Models
 * kustomize/kyaml/yaml/merge2.
 */
export function mergeStrategic(target: JsonMap, patch: JsonMap, schema: Schema | undefined): JsonMap | undefined {
  const { $patch: directive, ...rest } = patch;
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return rest;
  const result: OpenMap = { ...target };
  for (const [key, value] of Object.entries(rest)) {
    const merged = mergeField(result[key], value, fieldSchema(schema, key));
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function mergeField(present: unknown, value: unknown, field: Schema | undefined): unknown {
  if (value === null) return undefined;
  if (isMap(value)) return mergeStrategic(isMap(present) ? present : {}, value, field);
  if (!Array.isArray(value)) return value;
  const rule = patchRule(field);
  if (rule.strategy !== 'merge') return value;
  const list = Array.isArray(present) ? (present as readonly unknown[]) : [];
  if (rule.mergeKey === '') return [...new Set([...value, ...list])];
  const keys = field?.['x-kubernetes-list-map-keys'] ?? [rule.mergeKey];
  return mergeList(list as readonly JsonMap[], value as readonly JsonMap[], keys, itemSchema(field));
}

function mergeList(
  list: readonly JsonMap[],
  patch: readonly JsonMap[],
  keys: readonly string[],
  schema: Schema | undefined,
): readonly JsonMap[] {
  const plain = patch.filter((item) => item['$patch'] === undefined);
  if (patch.some((item) => item['$patch'] === 'replace' && keys.every((key) => item[key] === undefined))) return plain;
  const left = new Set(list);
  const merged: JsonMap[] = [];
  for (const item of patch) {
    if (item['$patch'] === 'replace') continue;
    const exact = list.find((each) => keys.every((key) => each[key] === item[key]));
    const same = exact ?? list.find((each) => isNearly(each, item, keys));
    // With several keys of which one side lacks some, kustomize loses what the patch says.
    if (same && !exact && item['$patch'] !== 'delete') continue;
    if (same) left.delete(same);
    const next = mergeStrategic(same ?? {}, item, schema);
    if (next) merged.push(next);
  }
  return [...merged, ...left];
}

/** Whether two items have the first key in common, and one of them lacks what tells them apart. */
function isNearly(a: JsonMap, b: JsonMap, keys: readonly string[]): boolean {
  return keys.every((key, i) => a[key] === b[key] || (i > 0 && (a[key] === undefined) !== (b[key] === undefined)));
}
