import type { FieldError } from '../field-error.ts';
import { duplicateValue } from '../field-errors.ts';
import { checkPresent, type Found } from './basics.ts';

/**
 * Errors of the status that flow schemas and priority levels have. Models ValidateFlowSchemaStatus and
 * ValidatePriorityLevelConfigurationStatus.
 */
export function validateFlowConditions({
  status,
}: {
  readonly status?: { readonly conditions?: readonly { readonly type?: string }[] };
}): readonly FieldError[] {
  const found: Found = [];
  const seen = new Set<string>();
  for (const [i, { type = '' }] of (status?.conditions ?? []).entries()) {
    const path = `status.conditions[${i}].type`;
    if (seen.has(type)) found.push(duplicateValue(path, type));
    seen.add(type);
    checkPresent(type, path, found, 'must not be empty');
  }
  return found;
}
