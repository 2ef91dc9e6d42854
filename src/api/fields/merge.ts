import type { PathElement } from './path-element.ts';
import { type ListPlan, planOfKey, planOfValue, type TypePlan } from './type-plan.ts';
import { isEmpty, isMap, realElement } from './values.ts';

/**
 * The live object with what the applied one says put over it. `undefined` stands for a value that is not there. Both
 * must have been found valid. Models TypedValue.Merge.
 */
export function merge(given: TypePlan, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live;
  const plan = planOfValue(given, applied);
  if (live === undefined && (typeof applied !== 'object' || applied === null)) return applied;
  if (plan.type === 'scalar' || plan.type === 'atomic' || (isEmpty(live) && isEmpty(applied))) return applied;
  if (plan.type === 'list') {
    const list = mergeLists(plan, Array.isArray(live) ? live : [], Array.isArray(applied) ? applied : []);
    return list.length > 0 ? list : undefined;
  }
  const a = isMap(live) ? live : {};
  const b = isMap(applied) ? applied : {};
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inner = plan.type === 'map' ? planOfKey(plan, key) : plan.fields.get(key)?.plan;
    const part = inner ? merge(inner, a[key], b[key]) : (b[key] ?? a[key]);
    if (part !== undefined) merged[key] = part;
  }
  return isEmpty(merged) ? undefined : merged;
}

type Indexed = readonly (readonly [PathElement, unknown])[];

/** Merges the items of two lists: those of both in the order of the applied one, the others near where they were. */
function mergeLists(plan: ListPlan, live: readonly unknown[], applied: readonly unknown[]): unknown[] {
  const lefts = indexed(plan, live);
  const rights = indexed(plan, applied);
  const left = once(lefts);
  const right = new Map(rights);
  const shared = rights.map(([element]) => element).filter((element) => lefts.some(([other]) => other === element));
  const merged: unknown[] = [];
  const done = new Set<PathElement>();
  const take = (item: unknown): void => {
    if (item !== undefined) merged.push(item);
  };
  let l = 0;
  let r = 0;
  while (l < lefts.length || r < rights.length) {
    const [element, item] = lefts[l] ?? [];
    if (element !== undefined && r < rights.length) {
      if (element === rights[r]![0]) {
        done.add(element);
        take(merge(plan.item, left.get(element), right.get(element)));
        l++;
        r++;
        shared.shift();
        continue;
      }
      if (right.has(element) && shared.length > 0 && shared[0] !== element) {
        // An item of both, whose turn is not now.
        l++;
        continue;
      }
    }
    if (element !== undefined && !right.has(element)) {
      take(merge(plan.item, item, undefined));
      l++;
      continue;
    }
    if (element !== undefined && done.has(element)) l++;
    if (r < rights.length) {
      const next = rights[r]![0];
      done.add(next);
      take(merge(plan.item, left.get(next), right.get(next)));
      r++;
      if (shared[0] === next) shared.shift();
    }
  }
  return merged;
}

function indexed(plan: ListPlan, list: readonly unknown[]): Indexed {
  return list.flatMap((item) => {
    const element = realElement(plan, item);
    return element === undefined ? [] : [[element, item] as const];
  });
}

/** The items by their step, but for those that are there more than once. */
function once(items: Indexed): ReadonlyMap<PathElement, unknown> {
  const found = new Map<PathElement, unknown>();
  const twice = new Set<PathElement>();
  for (const [element, item] of items) {
    if (found.has(element)) twice.add(element);
    found.set(element, item);
  }
  for (const element of twice) found.delete(element);
  return found;
}
