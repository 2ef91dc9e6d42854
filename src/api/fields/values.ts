import { ALL_ITEMS, keyElement, type PathElement } from './path-element.ts';
import type { FieldPlan, ListPlan } from './type-plan.ts';

/** A map of JSON. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** Whether a value is a map of JSON. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether nothing is in a map or list; null counts as such. */
export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === null || value === undefined;
  for (const _ in value) return false;
  return true;
}

/** A field's value as Go writes it; undefined if it is not written. */
export function fieldValue(value: JsonMap, name: string, field: FieldPlan): unknown {
  const given = value[name];
  if (given === undefined) return field.missing;
  return field.nullIfEmpty && typeof given === 'object' && isEmpty(given) ? null : given;
}

/** The step to an item of a list; undefined where its keys cannot be told. */
export function itemElement(plan: ListPlan, item: unknown): PathElement | undefined {
  if (plan.together) return ALL_ITEMS;
  return realElement(plan, item);
}

/** The step to an item, also in lists whose items are owned together. */
export function realElement(plan: ListPlan, item: unknown): PathElement | undefined {
  const { keys, defaults } = plan;
  if (keys.length === 0) {
    return typeof item === 'object' || item === undefined ? undefined : `v:${JSON.stringify(item)}`;
  }
  if (!isMap(item)) return undefined;
  const values: [string, unknown][] = [];
  for (const key of keys) {
    const value = item[key] ?? defaults[key];
    if (value === undefined || value === null) return undefined;
    values.push([key, value]);
  }
  return keyElement(values);
}
