import { addTo, built, EMPTY, type FieldSet, newBuilder } from './field-set.ts';
import type { PathElement } from './path-element.ts';
import { type ListPlan, planOfValue, type TypePlan } from './type-plan.ts';
import { isEmpty, isMap, itemElement } from './values.ts';

/** The paths that an object says something about: what an apply owns. Models TypedValue.ToFieldSet. */
export function toFieldSet(plan: TypePlan, value: unknown): FieldSet {
  return partsOf(plan, value).child;
}

interface Parts {
  /** Whether the value is a leaf, whose own path counts. */
  readonly leaf: boolean;
  readonly child: FieldSet;
}

const LEAF: Parts = { leaf: true, child: EMPTY };
const NO_PARTS: Parts = { leaf: false, child: EMPTY };

function partsOf(given: TypePlan, value: unknown): Parts {
  const plan = planOfValue(given, value);
  if (plan.type === 'scalar' || plan.type === 'atomic') return LEAF;
  if (typeof value !== 'object' || value === null) return NO_PARTS;
  if (plan.type === 'list') return { leaf: false, child: Array.isArray(value) ? listSet(plan, value) : EMPTY };
  if (!isMap(value)) return NO_PARTS;
  const set = newBuilder();
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const field = plan.type === 'map' ? plan.known?.get(key) : plan.fields.get(key)?.plan;
    const partPlan = plan.type === 'map' ? (field ?? plan.value) : field;
    if (!partPlan) continue;
    const { leaf, child } = partsOf(partPlan, part);
    addTo(set, `f:${key}`, leaf || !field || part === null || (isMap(part) && isEmpty(part)), child);
  }
  return { leaf: false, child: built(set) };
}

function listSet(plan: ListPlan, list: readonly unknown[]): FieldSet {
  const children = new Map<PathElement, FieldSet>();
  for (const item of list) {
    const element = itemElement(plan, item);
    if (element === undefined) continue;
    // An item that is there twice is owned as a whole.
    children.set(element, children.has(element) && !plan.together ? EMPTY : partsOf(plan.item, item).child);
  }
  const set = newBuilder();
  for (const [element, child] of children) addTo(set, element, true, child);
  return built(set);
}

/** The plan of what has no plan of its own in a map or list. */
function elementPlan(plan: TypePlan): TypePlan | undefined {
  if (plan.type === 'deduced') return plan;
  return plan.type === 'map' ? plan.value : plan.type === 'list' ? plan.item : undefined;
}

/** The set with the path to every field of a struct from which a path goes on. Models Set.EnsureNamedFieldsAreMembers. */
export function withNamedFields(plan: TypePlan, set: FieldSet): FieldSet {
  if (set === EMPTY) return set;
  const result = newBuilder();
  for (let i = 0; i < set.elements.length; i++) {
    const element = set.elements[i]!;
    const child = set.children[i]!;
    const key = element.slice(2);
    const field =
      plan.type === 'struct' ? plan.fields.get(key)?.plan : plan.type === 'map' ? plan.known?.get(key) : undefined;
    const inner = field ?? elementPlan(plan);
    const named = field !== undefined && element.startsWith('f:') && child !== EMPTY;
    addTo(result, element, set.members[i]! || named, inner ? withNamedFields(inner, child) : child);
  }
  return built(result);
}
