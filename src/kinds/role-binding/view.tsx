import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { roleBindingView } from '../../widgets/role-view.tsx';

export default roleBindingView<RoleBinding>(
  { kind: 'RoleBinding', resource: 'rolebindings.rbac.authorization.k8s.io', namespaced: true },
  () => kinds('grantsOne'),
);
