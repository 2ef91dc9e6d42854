import type { ClusterRole } from '../../api/k8s/rbac-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { clusterRoleColumns } from './columns.ts';
import { validateClusterRole } from './validation.ts';

/** Models pkg/registry/rbac/clusterrole. */
export const ClusterRoleKind: Kind<ClusterRole> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  singular: 'clusterrole',
  namespaced: false,
  schema: 'io.k8s.api.rbac.v1.ClusterRole',
  validateName: pathSegment,
  allowCreateOnUpdate: true,
  validate: validateClusterRole,
  validateUpdate: validateClusterRole,
  columns: clusterRoleColumns,
  fidelity: [{ what: 'rules', level: 'modelled' }],
};

export default ClusterRoleKind;
