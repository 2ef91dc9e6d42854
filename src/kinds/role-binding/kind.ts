import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { defaultBinding } from '../../api/rbac/bindings.ts';
import { roleBindingColumns } from './columns.ts';
import { validateRoleBinding, validateRoleBindingUpdate } from './validation.ts';

/** Models pkg/registry/rbac/rolebinding. */
export const RoleBindingKind: Kind<RoleBinding> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  singular: 'rolebinding',
  namespaced: true,
  schema: 'io.k8s.api.rbac.v1.RoleBinding',
  validateName: pathSegment,
  allowCreateOnUpdate: true,
  defaults: defaultBinding,
  validate: validateRoleBinding,
  validateUpdate: validateRoleBindingUpdate,
  columns: roleBindingColumns,
  fidelity: [{ what: 'roleRef, subjects', level: 'modelled' }],
};

export default RoleBindingKind;
