import type { Environment } from '@marcbachmann/cel-js';
import type { FieldError } from '../field-error.ts';
import { invalidValue } from '../field-errors.ts';
import { compile } from './expression.ts';

/** The error of an expression that cannot be read or has the wrong type; none for an empty one, which is refused elsewhere. */
export function expressionErrors(
  environment: Environment,
  expression: string | undefined,
  path: string,
  expected?: readonly string[],
): readonly FieldError[] {
  if (expression === undefined || expression.trim() === '') return [];
  const compiled = compile(environment, expression, expected);
  return 'problem' in compiled ? [invalidValue(path, expression, compiled.problem)] : [];
}
