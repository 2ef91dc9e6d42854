import { deepEqual } from '../../base/equal.ts';
import { addTo, built, EMPTY, type FieldSet, newBuilder, type SetBuilder, union } from './field-set.ts';
import type { PathElement } from './path-element.ts';
import {
  type DeducedPlan,
  isZero,
  type ListPlan,
  type MapPlan,
  planOfKey,
  planOfValue,
  type StructPlan,
  type TypePlan,
} from './type-plan.ts';
import { fieldValue, isEmpty, isMap, itemElement, type JsonMap } from './values.ts';

/** How two objects differ. */
export interface Comparison {
  /** What is in both but not the same, and what only the second one has. */
  readonly changed: FieldSet;
  /** What only the first one has. */
  readonly removed: FieldSet;
}

/** What a comparison of two values found below their path, and whether the path itself has changed. */
interface Found {
  changed: FieldSet;
  removed: FieldSet;
  leaf: boolean;
}

/**
 * Compares two objects of a type as the API server would write them. Parts that they share cost nothing. Models
 * TypedValue.Compare.
 */
export function compare(plan: TypePlan, before: unknown, after: unknown): Comparison {
  const found: Found = { changed: EMPTY, removed: EMPTY, leaf: false };
  compareValues(plan, before, after, found);
  return { changed: found.changed, removed: found.removed };
}

/** Sets of whole values that were added, by the value. Values are immutable. */
const added = new WeakMap<object, FieldSet>();
/** Sets of what values have more than the zero value of their struct. */
const sinceZero = new WeakMap<object, FieldSet>();

function nothing(found: Found): void {
  found.changed = EMPTY;
  found.removed = EMPTY;
  found.leaf = false;
}

/** Compares two values that are both there. */
function compareValues(plan: TypePlan, before: unknown, after: unknown, found: Found): void {
  nothing(found);
  if (before === after) return;
  if (plan.type === 'deduced') compareDeduced(plan, before, after, found);
  else if (plan.type === 'scalar' || plan.type === 'atomic' || (isEmpty(before) && isEmpty(after))) {
    found.leaf = !deepEqual(before, after);
  } else if (plan.type === 'list') compareLists(plan, before, after, found);
  else if (plan.type === 'map') compareMaps(plan, before, after, found);
  else compareStructs(plan, before, after, found);
}

/** A value that takes another form has changed, and what it had in the old one has gone. */
function compareDeduced(plan: DeducedPlan, before: unknown, after: unknown, found: Found): void {
  const [old, fresh] = [planOfValue(plan, before), planOfValue(plan, after)];
  if (old === fresh) {
    compareValues(fresh, before, after, found);
    return;
  }
  found.leaf = true;
  found.changed = wholeSet(fresh, after);
  found.removed = wholeSet(old, before);
}

function compareStructs(plan: StructPlan, before: unknown, after: unknown, found: Found): void {
  const a = isMap(before) ? before : {};
  const b = isMap(after) ? after : {};
  const isNew = plan.memo && isZero(a);
  const known = isNew ? sinceZero.get(b) : undefined;
  if (known) {
    found.changed = known;
    return;
  }
  const changed = newBuilder();
  const removed = newBuilder();
  for (const field of plan.list) {
    const { name } = field;
    if (a[name] === b[name]) continue;
    const old = fieldValue(a, name, field);
    const value = fieldValue(b, name, field);
    compareParts(field.plan, field.element, old, value, changed, removed, found);
  }
  finish(changed, removed, found);
  if (isNew && found.removed === EMPTY) sinceZero.set(b, found.changed);
}

function compareMaps(plan: MapPlan, before: unknown, after: unknown, found: Found): void {
  const a: JsonMap = isMap(before) ? before : {};
  const b: JsonMap = isMap(after) ? after : {};
  const changed = newBuilder();
  const removed = newBuilder();
  for (const key in b) compareParts(planOfKey(plan, key), `f:${key}`, a[key], b[key], changed, removed, found);
  for (const key in a) {
    if (b[key] === undefined)
      compareParts(planOfKey(plan, key), `f:${key}`, a[key], undefined, changed, removed, found);
  }
  finish(changed, removed, found);
}

/** Compares what stands at one step, and adds it to the sets of the level above. */
function compareParts(
  plan: TypePlan,
  element: PathElement,
  before: unknown,
  after: unknown,
  changed: SetBuilder,
  removed: SetBuilder,
  found: Found,
): void {
  if (before === after) return;
  if (before === undefined) addTo(changed, element, true, wholeSet(plan, after));
  else if (after === undefined) addTo(removed, element, true, wholeSet(plan, before));
  else {
    compareValues(plan, before, after, found);
    addTo(changed, element, found.leaf, found.changed);
    addTo(removed, element, false, found.removed);
  }
}

function finish(changed: SetBuilder, removed: SetBuilder, found: Found): void {
  found.changed = built(changed);
  found.removed = built(removed);
  found.leaf = false;
}

/** The paths in a value that is there as a whole, without the path to it. */
export function wholeSet(given: TypePlan, value: unknown): FieldSet {
  const plan = planOfValue(given, value);
  if (typeof value !== 'object' || value === null || plan.type === 'scalar' || plan.type === 'atomic') return EMPTY;
  if (plan.type === 'list') return Array.isArray(value) ? wholeList(plan, value) : EMPTY;
  if (!isMap(value)) return EMPTY;
  const set = newBuilder();
  if (plan.type === 'map') {
    for (const key in value) addTo(set, `f:${key}`, true, wholeSet(planOfKey(plan, key), value[key]));
    return built(set);
  }
  const known = plan.memo ? added.get(value) : undefined;
  if (known) return known;
  for (const field of plan.list) {
    const part = fieldValue(value, field.name, field);
    if (part !== undefined) addTo(set, field.element, true, wholeSet(field.plan, part));
  }
  const result = built(set);
  if (plan.memo) added.set(value, result);
  return result;
}

function wholeList(plan: ListPlan, list: readonly unknown[]): FieldSet {
  const set = newBuilder();
  for (const [element, items] of itemsOf(plan, list)) {
    addTo(set, element, true, items.length === 1 || plan.together ? wholeSet(plan.item, items[0]) : EMPTY);
  }
  return built(set);
}

function compareLists(plan: ListPlan, before: unknown, after: unknown, found: Found): void {
  const a = Array.isArray(before) ? before : [];
  const b = Array.isArray(after) ? after : [];
  if (plan.together) {
    compareTogether(plan, a, b, found);
    return;
  }
  const olds = itemsOf(plan, a);
  const news = itemsOf(plan, b);
  const changed = newBuilder();
  const removed = newBuilder();
  for (const [element, items] of news) {
    const old = olds.get(element) ?? [];
    if (old.length <= 1 && items.length <= 1) {
      compareParts(plan.item, element, old[0], items[0], changed, removed, found);
    } else if (old.length >= 2 && items.length >= 2) {
      if (!deepEqual(old, items)) addTo(changed, element, true, EMPTY);
    } else if (old.length >= 2) {
      // Was there twice and is no more: the mark of the double goes, the item comes.
      addTo(changed, element, true, wholeSet(plan.item, items[0]));
    } else {
      addTo(changed, element, true, EMPTY);
      if (old.length === 1) addTo(removed, element, false, wholeSet(plan.item, old[0]));
    }
  }
  for (const [element, items] of olds) {
    if (news.has(element)) continue;
    addTo(removed, element, true, items.length === 1 ? wholeSet(plan.item, items[0]) : EMPTY);
  }
  finish(changed, removed, found);
}

function compareTogether(plan: ListPlan, a: readonly unknown[], b: readonly unknown[], found: Found): void {
  nothing(found);
  if (b.length === 0) found.removed = wholeList(plan, a);
  else if (!deepEqual(a, b)) found.changed = wholeList(plan, b);
}

/** The items by their step, in the order of the list; items without a step are left out. */
function itemsOf(plan: ListPlan, list: readonly unknown[]): Map<PathElement, unknown[]> {
  const items = new Map<PathElement, unknown[]>();
  for (const item of list) {
    const element = itemElement(plan, item);
    if (element === undefined) continue;
    const same = items.get(element);
    if (same) same.push(item);
    else items.set(element, [item]);
  }
  return items;
}

/** All that has changed, was added or was removed. */
export function allOf({ changed, removed }: Comparison): FieldSet {
  return union(changed, removed);
}
