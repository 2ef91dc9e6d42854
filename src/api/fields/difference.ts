import { deepEqual } from '../../base/equal.ts';
import { type Comparison, compare, wholeSet } from './compare.ts';
import { isZero, type ListPlan, type MapPlan, planOfKey, type StructPlan, type TypePlan } from './type-plan.ts';
import { fieldValue, isEmpty, isMap, type JsonMap, realElement } from './values.ts';

/**
 * The same as `compare`, but quick for differences of a kind that has been seen before, as those of a million status
 * updates are. It walks over both objects and notes only what kind of difference is where: each note is a step in a
 * tree, and the place to which the steps lead knows the sets. Nothing is made on the way.
 */
export function quickCompare(plan: TypePlan, before: unknown, after: unknown): Comparison {
  if (plan.type !== 'struct' || !isMap(before) || !isMap(after)) return compare(plan, before, after);
  let root = roots.get(plan);
  if (!root) {
    root = newPlace();
    roots.set(plan, root);
  }
  const place = structs(root, plan, before, after);
  if (!place) return compare(plan, before, after);
  place.comparison ??= compare(plan, before, after);
  return place.comparison;
}

/** Where a sequence of notes leads. */
interface Place {
  /** The first note that was taken here, and where it leads: most places have no other. */
  note: unknown;
  next: Place | undefined;
  others: Map<unknown, Place> | undefined;
  comparison: Comparison | undefined;
}

/** Places by the type of the objects. */
const roots = new WeakMap<StructPlan, Place>();

function newPlace(): Place {
  return { note: undefined, next: undefined, others: undefined, comparison: undefined };
}

function step(place: Place, note: unknown): Place {
  if (place.note === note && place.next) return place.next;
  const known = place.others?.get(note);
  if (known) return known;
  const next = newPlace();
  if (place.next) {
    place.others ??= new Map();
    place.others.set(note, next);
  } else {
    place.note = note;
    place.next = next;
  }
  return next;
}

/** Notes that stand for themselves; a field, a key or a set is a note too. */
const LEAVE = 1;
const LEAF = 2;
const ADDED = 3;
const REMOVED = 4;
/** Longer lists are compared item by item with `compare`. */
const SHORT = 12;

type Walked = Place | undefined;

/** Undefined when the objects are of a form that `compare` must look at. */
function structs(from: Place, plan: StructPlan, a: JsonMap, b: JsonMap): Walked {
  let place: Walked = from;
  const { list } = plan;
  for (let i = 0; i < list.length; i++) {
    const field = list[i]!;
    const { name } = field;
    if (a[name] === b[name]) continue;
    const before = fieldValue(a, name, field);
    const after = fieldValue(b, name, field);
    if (before === after) continue;
    place = parts(place, field, field.plan, before, after);
    if (!place) return undefined;
  }
  return place;
}

/** Notes how what stands at one step differs. */
function parts(from: Place, note: unknown, plan: TypePlan, before: unknown, after: unknown): Walked {
  if (before === undefined) return whole(step(step(from, note), ADDED), plan, after);
  if (after === undefined) return whole(step(step(from, note), REMOVED), plan, before);
  if (plan.type === 'deduced') return undefined;
  if (plan.type === 'scalar' || plan.type === 'atomic' || (isEmpty(before) && isEmpty(after))) {
    return deepEqual(before, after) ? from : step(step(from, note), LEAF);
  }
  const inside = step(from, note);
  let place: Walked;
  if (plan.type === 'list') place = lists(inside, plan, before, after);
  else {
    const a = isMap(before) ? before : {};
    const b = isMap(after) ? after : {};
    if (plan.type === 'map') place = maps(inside, plan, a, b);
    else if (plan.memo && isZero(a)) place = sinceZero(inside, plan, a, b);
    else place = structs(inside, plan, a, b);
  }
  if (place === inside) return from;
  return place && step(place, LEAVE);
}

/** A struct that is worth remembering, against nothing: its set stands for the walk. */
function sinceZero(place: Place, plan: StructPlan, zero: JsonMap, value: JsonMap): Walked {
  const { changed, removed } = compare(plan, zero, value);
  return step(step(place, changed), removed);
}

function maps(from: Place, plan: MapPlan, a: JsonMap, b: JsonMap): Walked {
  let place: Walked = from;
  for (const key in b) {
    if (a[key] === b[key]) continue;
    place = parts(place, key, planOfKey(plan, key), a[key], b[key]);
    if (!place) return undefined;
  }
  for (const key in a) {
    if (b[key] !== undefined) continue;
    place = parts(place, key, planOfKey(plan, key), a[key], undefined);
    if (!place) return undefined;
  }
  return place;
}

function lists(from: Place, plan: ListPlan, before: unknown, after: unknown): Walked {
  const a: readonly unknown[] = Array.isArray(before) ? before : [];
  const b: readonly unknown[] = Array.isArray(after) ? after : [];
  if (plan.together) {
    if (b.length === 0) return step(from, REMOVED);
    return deepEqual(a, b) ? from : step(from, ADDED);
  }
  if (a.length > SHORT || b.length > SHORT) return undefined;
  let place: Walked = from;
  for (let i = 0; i < b.length; i++) {
    const key = keyOf(plan, b[i]);
    if (key === undefined || indexOf(plan, b, key, i + 1) >= 0) return undefined;
    const at = i < a.length && keyOf(plan, a[i]) === key ? i : indexOf(plan, a, key, 0);
    if (at >= 0 && indexOf(plan, a, key, at + 1) >= 0) return undefined;
    const old = at < 0 ? undefined : a[at];
    if (old === b[i]) continue;
    place = parts(place, key, plan.item, old, b[i]);
    if (!place) return undefined;
  }
  for (let i = 0; i < a.length; i++) {
    const key = keyOf(plan, a[i]);
    if (key === undefined) return undefined;
    if (indexOf(plan, b, key, 0) >= 0) continue;
    if (indexOf(plan, a, key, i + 1) >= 0) return undefined;
    place = parts(place, key, plan.item, a[i], undefined);
    if (!place) return undefined;
  }
  return place;
}

function indexOf(plan: ListPlan, list: readonly unknown[], key: string, from: number): number {
  for (let i = from; i < list.length; i++) if (keyOf(plan, list[i]) === key) return i;
  return -1;
}

/** What tells an item of a list from others: its key itself where there is one key that is a text. */
function keyOf(plan: ListPlan, item: unknown): string | undefined {
  const { keys } = plan;
  if (keys.length === 0) return typeof item === 'string' ? item : undefined;
  if (keys.length === 1 && isMap(item)) {
    const value = item[keys[0]!];
    return typeof value === 'string' ? value : undefined;
  }
  return realElement(plan, item);
}

/** Notes all that is in a value that is there as a whole. */
function whole(from: Place, plan: TypePlan, value: unknown): Walked {
  if (plan.type === 'deduced') return undefined;
  if (typeof value !== 'object' || value === null || plan.type === 'scalar' || plan.type === 'atomic') return from;
  if (plan.type === 'list') {
    if (!Array.isArray(value)) return from;
    if (plan.together) return value.length === 0 ? from : step(from, ADDED);
    return value.length === 0 ? from : lists(from, plan, [], value);
  }
  if (!isMap(value)) return from;
  if (plan.type === 'struct' && plan.memo) return step(from, wholeSet(plan, value));
  let place: Walked = from;
  if (plan.type === 'map') {
    for (const key in value) {
      place = whole(step(place, key), planOfKey(plan, key), value[key]);
      if (!place) return undefined;
    }
  } else {
    const { list } = plan;
    for (let i = 0; i < list.length; i++) {
      const field = list[i]!;
      const part = fieldValue(value, field.name, field);
      if (part === undefined) continue;
      place = whole(step(place, field), field.plan, part);
      if (!place) return undefined;
    }
  }
  return step(place, LEAVE);
}
