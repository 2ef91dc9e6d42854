import type { ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { roleBindingView } from '../../widgets/role-view.tsx';

export default roleBindingView<ClusterRoleBinding>(
  { kind: 'ClusterRoleBinding', resource: 'clusterrolebindings.rbac.authorization.k8s.io', namespaced: false },
  () => kinds('grantsAll'),
);
