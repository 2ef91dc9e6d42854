import type { Role } from '../../api/k8s/rbac-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { roleColumns } from './columns.ts';
import { validateRole } from './validation.ts';

/** Models pkg/registry/rbac/role. */
export const RoleKind: Kind<Role> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  singular: 'role',
  namespaced: true,
  schema: 'io.k8s.api.rbac.v1.Role',
  validateName: pathSegment,
  allowCreateOnUpdate: true,
  validate: validateRole,
  validateUpdate: validateRole,
  columns: roleColumns,
  fidelity: [{ what: 'rules', level: 'modelled' }],
};

export default RoleKind;
