import { goQuote } from '../../base/go-quote.ts';
import { elementText, type PathElement } from './path-element.ts';
import { type AtomicPlan, type ListPlan, planOfKey, planOfValue, type ScalarPlan, type TypePlan } from './type-plan.ts';
import { isMap, type JsonMap, realElement } from './values.ts';

/** What is wrong with an object that is applied, in upstream's words; '' if nothing. Models ValidationErrors.Error. */
export function typeErrors(plan: TypePlan, value: unknown): string {
  const errors = check(plan, value, '');
  if (errors.length <= 1) return errors[0] ?? '';
  return ['errors:', ...errors.map((error) => `  ${error}`)].join('\n');
}

function check(given: TypePlan, value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined) return [];
  const plan = planOfValue(given, value);
  switch (plan.type) {
    case 'scalar':
      return checkScalar(plan, value, path);
    case 'atomic':
      return checkAtomic(plan, value, path);
    case 'list':
      return Array.isArray(value) ? checkList(plan, value, path) : [at(path, `expected list, got ${goPointer(value)}`)];
    default:
      if (!isMap(value)) return [at(path, `expected map, got ${goPointer(value)}`)];
      return checkMap(plan, value, path);
  }
}

function at(path: string, message: string): string {
  return path === '' ? message : `${path}: ${message}`;
}

function checkScalar({ scalar }: ScalarPlan, value: unknown, path: string): readonly string[] {
  switch (scalar) {
    case 'numeric':
      return typeof value === 'number' ? [] : [at(path, `expected numeric (int or float), got ${goType(value)}`)];
    case 'string':
      return typeof value === 'string'
        ? []
        : [at(path, `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [at(path, `expected boolean, got ${goPointer(value)}`)];
    default:
      return [];
  }
}

function checkAtomic({ shape, content }: AtomicPlan, value: unknown, path: string): readonly string[] {
  if (shape === 'any' || !content) return [];
  if (shape === 'map') return check(content, value, path);
  if (!Array.isArray(value)) return [at(path, `expected list, got ${goPointer(value)}`)];
  return value.flatMap((item, i) => check(content, item, `${path}[${i}]`));
}

function checkList(plan: ListPlan, list: readonly unknown[], path: string): readonly string[] {
  const errors: string[] = [];
  const seen = new Set<PathElement>();
  for (const [i, item] of list.entries()) {
    const element = realElement(plan, item);
    if (element === undefined) {
      errors.push(at(path, `element ${i}: ${whyNoElement(plan, item)}`));
      return errors;
    }
    if (seen.has(element)) errors.push(at(path, `duplicate entries for key ${elementText(element)}`));
    seen.add(element);
    errors.push(...check(plan.item, item, path + elementText(element)));
  }
  return errors;
}

function whyNoElement({ keys, defaults }: ListPlan, item: unknown): string {
  if (keys.length === 0) {
    if (Array.isArray(item)) return 'not supported: associative list with lists as elements';
    if (isMap(item)) return "associative list without keys has an element that's a map type";
    return "associative list without keys has an element that's an explicit null";
  }
  if (item === null) return 'associative list with keys may not have a null element';
  if (!isMap(item)) return 'associative list with keys may not have non-map elements';
  const missing = keys.find((key) => item[key] === undefined && defaults[key] === undefined) ?? '';
  const why = "(and doesn't have default value)";
  return `associative list with keys has an element that omits key field ${goQuote(missing)} ${why}`;
}

function checkMap(plan: TypePlan, map: JsonMap, path: string): readonly string[] {
  return Object.keys(map).flatMap((key) => {
    const inner =
      plan.type === 'map' ? planOfKey(plan, key) : plan.type === 'struct' ? plan.fields.get(key)?.plan : undefined;
    const place = `${path}.${key}`;
    return inner ? check(inner, map[key], place) : [`${place}: field not declared in schema`];
  });
}

function goType(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** A value in Go's %#v. */
function goSyntax(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (typeof value !== 'object' || value === null) return value === null ? 'interface {}(nil)' : String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${goQuote(key)}:${goSyntax((value as JsonMap)[key])}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}

/** A pointer to a struct with one value in Go's %v. */
function goPointer(value: unknown): string {
  return `&{${goValue(value)}}`;
}

function goValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? '<nil>' : String(value);
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goValue((value as JsonMap)[key])}`);
  return `map[${entries.join(' ')}]`;
}
