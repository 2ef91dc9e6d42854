import type { Environment } from '@marcbachmann/cel-js';
import { admissionEnvironment } from '../../cel/admission-variables.ts';
import { expressionErrors } from '../../cel/check.ts';
import { duplicateValue, required, tooMany } from '../../field-errors.ts';
import type { MatchCondition } from '../../k8s/admissionregistration-v1.gen.ts';
import { qualifiedName } from '../../names.ts';
import { type Found, reject } from '../basics.ts';

const MAX_CONDITIONS = 64;

/** Conditions on requests. Models validateMatchConditions. */
export function checkMatchConditions(
  conditions: readonly MatchCondition[] | undefined,
  path: string,
  found: Found,
  environment: Environment = admissionEnvironment(false, false),
): void {
  const all = conditions ?? [];
  if (all.length > MAX_CONDITIONS) found.push(tooMany(path, all.length, MAX_CONDITIONS));
  const names = new Set<string>();
  for (const [i, { name = '', expression = '' }] of all.entries()) {
    if (expression.trim() === '') found.push(required(`${path}[${i}].expression`));
    found.push(...expressionErrors(environment, expression, `${path}[${i}].expression`, ['bool']));
    const at = `${path}[${i}].name`;
    if (name === '') {
      found.push(required(at));
      continue;
    }
    reject(qualifiedName(name), name, at, found);
    if (names.has(name)) found.push(duplicateValue(at, name));
    names.add(name);
  }
}
