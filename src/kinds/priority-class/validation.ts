import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { PriorityClass } from '../../api/k8s/scheduling-v1.gen.ts';
import { SYSTEM_PRIORITY_CLASSES } from '../../api/system-priority-classes.ts';
import { type Found, IMMUTABLE } from '../../api/validation/basics.ts';

const SYSTEM_PREFIX = 'system-';
const HIGHEST_USER_DEFINABLE = 1_000_000_000;
const POLICIES = ['PreemptLowerPriority', 'Never'];

/** Errors of a PriorityClass. Models ValidatePriorityClass. */
export function validatePriorityClass(object: PriorityClass): readonly FieldError[] {
  const found: Found = [];
  const { metadata, value = 0, preemptionPolicy } = object;
  if (metadata.name?.startsWith(SYSTEM_PREFIX)) {
    const problem = systemClassProblem(object);
    const reserved = `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only`;
    if (problem) found.push(forbiddenField('metadata.name', `${reserved}. error: ${problem}`));
  } else if (value > HIGHEST_USER_DEFINABLE) {
    const detail = `maximum allowed value of a user defined priority is ${HIGHEST_USER_DEFINABLE}`;
    found.push(forbiddenField('value', detail));
  }
  if (preemptionPolicy === '') found.push(required('preemptionPolicy'));
  else if (preemptionPolicy !== undefined && !POLICIES.includes(preemptionPolicy)) {
    found.push(notSupported('preemptionPolicy', preemptionPolicy, POLICIES));
  }
  return found;
}

/** Errors of an update: value and preemption policy stay. Models ValidatePriorityClassUpdate. */
export function validatePriorityClassUpdate(next: PriorityClass, previous: PriorityClass): readonly FieldError[] {
  const found: Found = [];
  if ((next.value ?? 0) !== (previous.value ?? 0)) {
    found.push(forbiddenField('value', 'may not be changed in an update.'));
  }
  const { preemptionPolicy } = next;
  if (preemptionPolicy !== previous.preemptionPolicy) {
    found.push(invalidValue('preemptionPolicy', preemptionPolicy ?? goSyntax('null'), IMMUTABLE));
  }
  return found;
}

/** What keeps a class from being one of the system's own. Models IsKnownSystemPriorityClass. */
function systemClassProblem({ metadata, value = 0, globalDefault = false }: PriorityClass): string | undefined {
  const name = metadata.name ?? '';
  const wanted = SYSTEM_PRIORITY_CLASSES[name];
  if (wanted === undefined) return `${name} is not a known system priority class`;
  if (value !== wanted) return `value of ${name} PriorityClass must be ${wanted}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
