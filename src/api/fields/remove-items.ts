import { childOf, EMPTY, type FieldSet, hasMember } from './field-set.ts';
import { planOfKey, planOfValue, type TypePlan } from './type-plan.ts';
import { isEmpty, isMap, itemElement } from './values.ts';

/** An object without what a set says; undefined where nothing is left. Models TypedValue.RemoveItems. */
export function removeItems(given: TypePlan, value: unknown, set: FieldSet): unknown {
  const plan = planOfValue(given, value);
  if (plan.type === 'scalar') return value;
  if (plan.type === 'atomic' || isEmpty(value)) return null;
  if (plan.type === 'list') {
    if (!Array.isArray(value)) return null;
    const kept = value.flatMap((item: unknown) => {
      const element = itemElement(plan, item);
      if (element === undefined) return [item];
      if (hasMember(set, element)) return [];
      const rest = childOf(set, element);
      return [rest === EMPTY ? item : removeItems(plan.item, item, rest)];
    });
    return kept.length > 0 ? kept : null;
  }
  if (!isMap(value)) return null;
  const kept: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (hasMember(set, `f:${key}`)) continue;
    const inner = plan.type === 'map' ? planOfKey(plan, key) : plan.fields.get(key)?.plan;
    const rest = childOf(set, `f:${key}`);
    kept[key] = rest === EMPTY || !inner ? part : removeItems(inner, part, rest);
  }
  return isEmpty(kept) ? null : kept;
}
