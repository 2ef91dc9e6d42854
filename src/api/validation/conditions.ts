import { utf8Length } from '../../base/utf8.ts';
import { duplicateValue, invalidValue, notSupported, required, tooLong } from '../field-errors.ts';
import type { Condition } from '../k8s/meta-v1.gen.ts';
import { regexError } from '../names.ts';
import { checkQualifiedName, type Found } from './basics.ts';

const STATUSES = ['False', 'True', 'Unknown'];
const REASON_PATTERN = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const REASON = new RegExp(`^${REASON_PATTERN}$`);
const REASON_RULE =
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'";
const REASON_EXAMPLES = ['my_name', 'MY_NAME', 'MyName', 'ReasonA,ReasonB', 'ReasonA:ReasonB'];
const MAX_REASON_BYTES = 1024;
const MAX_MESSAGE_BYTES = 32 * 1024;

/** Conditions of the common form: each type once, all of them whole. Models metav1 ValidateConditions. */
export function checkConditions(conditions: readonly Condition[] = [], path: string, found: Found): void {
  for (const [i, condition] of conditions.entries()) {
    if (conditions.findIndex(({ type }) => type === condition.type) < i) {
      found.push(duplicateValue(`${path}[${i}].type`, condition.type));
    }
    checkCondition(condition, `${path}[${i}]`, found);
  }
}

function checkCondition(condition: Condition, path: string, found: Found): void {
  const { type = '', status = '', observedGeneration = 0, reason = '', message = '' } = condition;
  checkQualifiedName(type, `${path}.type`, found);
  if (!STATUSES.includes(status)) found.push(notSupported(`${path}.status`, status, STATUSES));
  if (observedGeneration < 0) {
    const detail = 'must be greater than or equal to zero';
    found.push(invalidValue(`${path}.observedGeneration`, observedGeneration, detail));
  }
  if (!condition.lastTransitionTime) found.push(required(`${path}.lastTransitionTime`, 'must be set'));
  if (reason === '') found.push(required(`${path}.reason`, 'must be set'));
  else {
    if (!REASON.test(reason)) {
      const detail = regexError(REASON_RULE, REASON_PATTERN, ...REASON_EXAMPLES);
      found.push(invalidValue(`${path}.reason`, reason, detail));
    }
    if (utf8Length(reason) > MAX_REASON_BYTES) found.push(tooLong(`${path}.reason`, MAX_REASON_BYTES));
  }
  if (utf8Length(message) > MAX_MESSAGE_BYTES) found.push(tooLong(`${path}.message`, MAX_MESSAGE_BYTES));
}
