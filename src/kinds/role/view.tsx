import type { Role } from '../../api/k8s/rbac-v1.gen.ts';
import { roleView } from '../../widgets/role-view.tsx';

export default roleView<Role>({
  kind: 'Role',
  resource: 'roles.rbac.authorization.k8s.io',
  namespaced: true,
});
