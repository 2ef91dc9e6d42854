import { addTo, built, EMPTY, type FieldSet, newBuilder } from './field-set.ts';
import { parseElement } from './path-element.ts';

/** A set as managedFields show it. */
export interface FieldsV1 {
  readonly [element: string]: FieldsV1;
}

const NOTHING: FieldsV1 = {};

/** Known by the set: sets are interned. */
const written = new WeakMap<FieldSet, FieldsV1>();

/** A set in the form of FieldsV1. Models Set.ToJSON. */
export function toFieldsV1(set: FieldSet): FieldsV1 {
  const known = written.get(set);
  if (known) return known;
  const fields: Record<string, FieldsV1> = {};
  for (let i = 0; i < set.elements.length; i++) {
    const child = set.children[i]!;
    fields[set.elements[i]!] =
      child === EMPTY ? NOTHING : set.members[i] ? { '.': NOTHING, ...toFieldsV1(child) } : toFieldsV1(child);
  }
  written.set(set, fields);
  return fields;
}

/** The set that FieldsV1 say. Throws an Error. Models Set.FromJSON. */
export function fromFieldsV1(fields: unknown): FieldSet {
  const result = newBuilder();
  const seen = new Set<string>();
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new Error('expected an object');
  for (const [key, value] of Object.entries(fields as FieldsV1)) {
    if (key === '.') continue;
    const element = parseElement(key);
    if (seen.has(element)) continue;
    seen.add(element);
    const child = fromFieldsV1(value);
    addTo(result, element, child === EMPTY || '.' in value, child);
  }
  return built(result);
}
