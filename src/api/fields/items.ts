import { addTo, built, childOf, EMPTY, type FieldSet, newBuilder } from './field-set.ts';
import { ALL_ITEMS } from './path-element.ts';
import { planOfKey, type TypePlan } from './type-plan.ts';
import { isMap, realElement } from './values.ts';

const withAll = new WeakMap<FieldSet, boolean>();

/** Whether a set speaks of all items of a list somewhere. */
function speaksOfAll(set: FieldSet): boolean {
  let known = withAll.get(set);
  if (known === undefined) {
    known = set.elements.includes(ALL_ITEMS) || set.children.some(speaksOfAll);
    withAll.set(set, known);
  }
  return known;
}

/** The set with the items that an object has in the place of "all items": what is shown to others. */
export function withItemsOf(plan: TypePlan, set: FieldSet, value: unknown): FieldSet {
  if (!speaksOfAll(set)) return set;
  const result = newBuilder();
  for (let i = 0; i < set.elements.length; i++) {
    const element = set.elements[i]!;
    if (element === ALL_ITEMS && plan.type === 'list') {
      const items = new Set((Array.isArray(value) ? value : []).map((item) => realElement(plan, item)));
      for (const item of items) if (item !== undefined) addTo(result, item, set.members[i]!, set.children[i]!);
      continue;
    }
    const part = isMap(value) ? value[element.slice(2)] : undefined;
    const inner = innerPlan(plan, element);
    addTo(result, element, set.members[i]!, inner ? withItemsOf(inner, set.children[i]!, part) : set.children[i]!);
  }
  return built(result);
}

/** The set with "all items" in the place of items that have one owner together. The way back from `withItemsOf`. */
export function withItemsTogether(plan: TypePlan, set: FieldSet): FieldSet {
  if (set === EMPTY) return set;
  if (plan.type === 'list' && plan.together) {
    const result = newBuilder();
    addTo(result, ALL_ITEMS, true, childOf(set, set.elements[0]!));
    return built(result);
  }
  const result = newBuilder();
  for (let i = 0; i < set.elements.length; i++) {
    const inner = innerPlan(plan, set.elements[i]!);
    const child = set.children[i]!;
    addTo(result, set.elements[i]!, set.members[i]!, inner ? withItemsTogether(inner, child) : child);
  }
  return built(result);
}

function innerPlan(plan: TypePlan, element: string): TypePlan | undefined {
  if (plan.type === 'deduced') return plan;
  if (plan.type === 'map') return planOfKey(plan, element.slice(2));
  if (plan.type === 'list') return plan.item;
  return plan.type === 'struct' ? plan.fields.get(element.slice(2))?.plan : undefined;
}
