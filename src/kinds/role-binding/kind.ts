import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { roleBindingColumns } from './columns.ts';

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
  columns: roleBindingColumns,
  fidelity: [{ what: 'roleRef, subjects', level: 'modelled' }],
};

export default RoleBindingKind;
