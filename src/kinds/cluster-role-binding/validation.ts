import type { FieldError } from '../../api/field-error.ts';
import type { ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import { checkBinding, checkSameRole } from '../../api/rbac/bindings.ts';
import type { Found } from '../../api/validation/basics.ts';

const ROLE_KINDS = ['ClusterRole'];

/** Errors of a ClusterRoleBinding. Models ValidateClusterRoleBinding. */
export function validateClusterRoleBinding(binding: ClusterRoleBinding): readonly FieldError[] {
  const found: Found = [];
  checkBinding(binding, ROLE_KINDS, found);
  return found;
}

/** Errors of an update: the object's, then a changed role. */
export function validateClusterRoleBindingUpdate(
  next: ClusterRoleBinding,
  previous: ClusterRoleBinding,
): readonly FieldError[] {
  const found: Found = [];
  checkBinding(next, ROLE_KINDS, found);
  checkSameRole(next, previous, found);
  return found;
}
