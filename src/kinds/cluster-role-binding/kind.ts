import type { ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { defaultBinding } from '../../api/rbac/bindings.ts';
import { clusterRoleBindingColumns } from './columns.ts';
import { validateClusterRoleBinding, validateClusterRoleBindingUpdate } from './validation.ts';

/** Models pkg/registry/rbac/clusterrolebinding. */
export const ClusterRoleBindingKind: Kind<ClusterRoleBinding> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  namespaced: false,
  schema: 'io.k8s.api.rbac.v1.ClusterRoleBinding',
  validateName: pathSegment,
  allowCreateOnUpdate: true,
  defaults: defaultBinding,
  validate: validateClusterRoleBinding,
  validateUpdate: validateClusterRoleBindingUpdate,
  columns: clusterRoleBindingColumns,
  fidelity: [{ what: 'roleRef, subjects', level: 'modelled' }],
};

export default ClusterRoleBindingKind;
