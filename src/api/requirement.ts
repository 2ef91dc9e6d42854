import type { FieldError } from './field-error.ts';
import { aggregateText, invalidValue, notSupported } from './field-errors.ts';
import { goStrings, goSyntax } from './go-syntax.ts';
import { labelValue, qualifiedName } from './names.ts';

/** How a requirement compares; upstream's names. */
export type SelectionOperator = 'in' | 'notin' | '=' | '==' | '!=' | 'gt' | 'lt' | 'exists' | '!';

/** One condition on one label. */
export interface Requirement {
  readonly key: string;
  readonly operator: SelectionOperator;
  readonly values: readonly string[];
}

export const BINARY_OPERATORS: readonly SelectionOperator[] = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];

/** Makes a requirement. Throws an Error with upstream's text if it cannot be. Models labels.NewRequirement. */
export function newRequirement(
  key: string,
  operator: SelectionOperator,
  values: readonly string[] | undefined,
): Requirement {
  const errors: FieldError[] = [];
  const invalidKey = qualifiedName(key);
  if (invalidKey.length > 0) errors.push(invalidValue('key', key, invalidKey.join('; ')));
  const given = values ?? [];
  errors.push(...operatorErrors(operator, given, values));
  for (const [i, value] of given.entries()) {
    const invalid = labelValue(value);
    if (invalid.length > 0) errors.push(invalidValue(`values[${i}][${key}]`, value, invalid.join('; ')));
  }
  if (errors.length > 0) throw new Error(aggregateText(errors));
  return { key, operator, values: given };
}

function operatorErrors(
  operator: SelectionOperator,
  given: readonly string[],
  values: readonly string[] | undefined,
): readonly FieldError[] {
  const wrong = (detail: string): FieldError[] => [invalidValue('values', goSyntax(goStrings(values)), detail)];
  switch (operator) {
    case 'in':
    case 'notin':
      return given.length === 0 ? wrong("for 'in', 'notin' operators, values set can't be empty") : [];
    case '=':
    case '==':
    case '!=':
      return given.length === 1 ? [] : wrong('exact-match compatibility requires one single value');
    case 'exists':
    case '!':
      return given.length === 0 ? [] : wrong('values set must be empty for exists and does not exist');
    case 'gt':
    case 'lt':
      return [
        ...(given.length === 1 ? [] : wrong("for 'Gt', 'Lt' operators, exactly one value is required")),
        ...given.flatMap((value, i) => {
          const detail = "for 'Gt', 'Lt' operators, the value must be an integer";
          return isInteger(value) ? [] : [invalidValue(`values[${i}]`, value, detail)];
        }),
      ];
    default:
      return [notSupported('operator', operator, [...BINARY_OPERATORS, 'exists', '!'])];
  }
}

/** Whether labels meet a requirement. */
export function meets(requirement: Requirement, labels: Readonly<Record<string, string>> | undefined): boolean {
  const value = labels?.[requirement.key];
  switch (requirement.operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '=':
    case '==':
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !requirement.values.includes(value);
    default:
      if (value === undefined || !isInteger(value)) return false;
      return requirement.operator === 'gt'
        ? BigInt(value) > BigInt(requirement.values[0]!)
        : BigInt(value) < BigInt(requirement.values[0]!);
  }
}

/** A requirement in the selector language: `x in (a,b)`, `!y`, `z=1`. */
export function requirementText({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  const list = [...values].sort().join(',');
  if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${list})`;
  const sign = operator === 'gt' ? '>' : operator === 'lt' ? '<' : operator;
  return `${key}${sign}${list}`;
}

function isInteger(text: string): boolean {
  return /^-?\d{1,19}$/.test(text);
}
