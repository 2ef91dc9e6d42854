import type { FieldError } from '../../api/field-error.ts';
import type { Role } from '../../api/k8s/rbac-v1.gen.ts';
import { checkRules } from '../../api/rbac/rules.ts';
import type { Found } from '../../api/validation/basics.ts';

/** Errors of a Role, on create and update. Models ValidateRole. */
export function validateRole({ rules }: Role): readonly FieldError[] {
  const found: Found = [];
  checkRules(rules, true, found);
  return found;
}
