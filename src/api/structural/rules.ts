import { deepEqual } from '../../base/equal.ts';
import { environmentWith } from '../cel/environment.ts';
import { type Compiled, compile, type Outcome } from '../cel/expression.ts';
import { toCel } from '../cel/values.ts';
import type { FieldError } from '../field-error.ts';
import { duplicateValue, forbiddenField, invalidValue, required } from '../field-errors.ts';
import type { ValidationRule } from '../k8s/apiextensions-v1.gen.ts';
import { isObject, type JsonObject, pathOf, type Structural, schemaOfField } from './schema.ts';

/** Errors after which rules are not looked at. */
const BLOCKING = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];
const UNCHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

const programs = new WeakMap<ValidationRule, Compiled>();

/** The rule as an expression, read once. */
export function compiledRule(rule: ValidationRule): Compiled {
  const known = programs.get(rule) ?? compile(environmentWith('self', 'oldSelf'), rule.rule, ['bool']);
  programs.set(rule, known);
  return known;
}

/** Whether a schema has x-kubernetes-validations anywhere. */
export function hasRules(schema: Structural): boolean {
  const { properties = {}, additionalProperties, items } = schema;
  if (schema['x-kubernetes-validations']?.length) return true;
  if (items && hasRules(items)) return true;
  if (isObject(additionalProperties) && hasRules(additionalProperties as Structural)) return true;
  return Object.values(properties).some(hasRules);
}

/** What the rules of a schema say of a value, once its schema has nothing to say. Models apiserver/schema/cel.Validator. */
export function withRuleErrors(
  errors: readonly FieldError[],
  value: unknown,
  previous: unknown,
  schema: Structural,
): readonly FieldError[] {
  if (!hasRules(schema)) return errors;
  if (errors.some(({ type }) => BLOCKING.includes(type))) return [...errors, invalidValue('<nil>', null, UNCHECKED)];
  const found = [...errors];
  check(value, previous, schema, '', found);
  return found;
}

function check(value: unknown, previous: unknown, schema: Structural, path: string, found: FieldError[]): void {
  // What has not changed may go on breaking a rule: CRDValidationRatcheting.
  if (value === undefined || value === null || (previous !== undefined && deepEqual(value, previous))) return;
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    const error = ruleError(rule, value, previous, schema, path);
    if (error) found.push(error);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    const old = Array.isArray(previous) ? (previous as readonly unknown[]) : [];
    if (items)
      for (const [i, item] of value.entries()) check(item, sameItem(item, old, schema), items, pathOf(path, i), found);
  } else if (isObject(value)) {
    const old = isObject(previous) ? previous : {};
    for (const field of Object.keys(value).sort()) {
      const known = schemaOfField(schema, field);
      if (known) check(value[field], old[field], known, pathOf(path, field), found);
    }
  }
}

/** The item of the old list with the same keys; only lists of type map have one. */
function sameItem(item: unknown, old: readonly unknown[], schema: Structural): unknown {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (schema['x-kubernetes-list-type'] !== 'map' || keys.length === 0 || !isObject(item)) return undefined;
  return old.find((each) => isObject(each) && keys.every((key) => deepEqual(each[key], item[key])));
}

function ruleError(
  rule: ValidationRule,
  value: unknown,
  previous: unknown,
  schema: Structural,
  path: string,
): FieldError | undefined {
  const { message = '', optionalOldSelf } = rule;
  const isTransition = /\boldSelf\b/.test(rule.rule);
  if (isTransition && previous === undefined && !optionalOldSelf) return undefined;
  const type = schema.type ?? '';
  const at = path === '' ? '<nil>' : path;
  const compiled = compiledRule(rule);
  if ('problem' in compiled) return invalidValue(at, type, `rule compile error: ${compiled.problem}`);
  const variables = {
    self: typed(value, schema),
    ...(isTransition ? { oldSelf: typed(previous ?? null, schema) } : {}),
  };
  const outcome = compiled.evaluate(variables);
  const shown = message.trim() || rule.rule.trim();
  if ('error' in outcome) return invalidValue(at, type, failureText(outcome.error, shown));
  if (outcome.value === true) return undefined;
  const text = expressed(rule, variables) ?? (message.trim() || `failed rule: ${rule.rule.trim()}`);
  return withReason(rule, `${path}${rule.fieldPath ?? ''}`.replace(/^\./, '') || '<nil>', type, text);
}

function failureText(error: string, rule: string): string {
  if (!error.startsWith('no such overload')) return `${error} evaluating rule: ${rule}`;
  return `'${error}': call arguments did not match a supported operator, function or macro signature for rule: ${rule}`;
}

/** The text of the message expression, where it gives a good one. */
function expressed({ messageExpression }: ValidationRule, variables: JsonObject): string | undefined {
  if (!messageExpression) return undefined;
  const compiled = compile(environmentWith('self', 'oldSelf'), messageExpression, ['string']);
  const outcome: Outcome | undefined = 'problem' in compiled ? undefined : compiled.evaluate(variables);
  const text = outcome && 'value' in outcome && typeof outcome.value === 'string' ? outcome.value.trim() : '';
  return text === '' || text.includes('\n') ? undefined : text;
}

function withReason({ reason }: ValidationRule, path: string, type: string, text: string): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbiddenField(path, text);
    case 'FieldValueRequired':
      return required(path, text);
    case 'FieldValueDuplicate':
      return duplicateValue(path, type);
    default:
      return invalidValue(path, type, text);
  }
}

/** A value as its schema types it: numbers are doubles even where they are whole. */
function typed(value: unknown, schema: Structural): unknown {
  if (schema.type === 'number') return value;
  if (Array.isArray(value)) return value.map((item) => (schema.items ? typed(item, schema.items) : toCel(item)));
  if (!isObject(value)) return toCel(value);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      const known = schemaOfField(schema, field);
      return [escaped(field), known ? typed(inner, known) : toCel(inner)];
    }),
  );
}

/** A field's name as expressions write it. Models cel.Escape. */
function escaped(field: string): string {
  if (
    /^(true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/.test(
      field,
    )
  ) {
    return `__${field}__`;
  }
  return field
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
