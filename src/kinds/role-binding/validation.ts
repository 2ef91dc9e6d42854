import type { FieldError } from '../../api/field-error.ts';
import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import { checkBinding, checkSameRole } from '../../api/rbac/bindings.ts';
import type { Found } from '../../api/validation/basics.ts';

const ROLE_KINDS = ['Role', 'ClusterRole'];

/** Errors of a RoleBinding. Models ValidateRoleBinding. */
export function validateRoleBinding(binding: RoleBinding): readonly FieldError[] {
  const found: Found = [];
  checkBinding(binding, ROLE_KINDS, found);
  return found;
}

/** Errors of an update: the object's, then a changed role. */
export function validateRoleBindingUpdate(next: RoleBinding, previous: RoleBinding): readonly FieldError[] {
  const found: Found = [];
  checkBinding(next, ROLE_KINDS, found);
  checkSameRole(next, previous, found);
  return found;
}
