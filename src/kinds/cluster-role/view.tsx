import type { ClusterRole } from '../../api/k8s/rbac-v1.gen.ts';
import { roleView } from '../../widgets/role-view.tsx';

export default roleView<ClusterRole>({
  kind: 'ClusterRole',
  resource: 'clusterroles.rbac.authorization.k8s.io',
  namespaced: false,
});
