import type { ClusterRole } from '../../api/k8s/rbac-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { PolicyRules } from '../../widgets/policy-rules.tsx';

const ClusterRoleView: KindView<ClusterRole> = {
  kind: 'ClusterRole',
  resource: 'clusterroles.rbac.authorization.k8s.io',
  namespaced: false,
  say: ({ rules }) => ({
    title: `${rules?.length ?? 0} ${rules?.length === 1 ? 'rule' : 'rules'}`,
    text: 'It grants nothing to anybody by itself: a binding does. Rules only ever allow; nothing can be forbidden.',
  }),
  facts: (role, context) => [{ term: 'Created', value: context.clock(role.metadata.creationTimestamp) }],
  actions: (role, context) => [deleteAction('clusterrole', role, context)],
  Body: ({ object }) => <PolicyRules rules={object.rules ?? []} />,
};

export default ClusterRoleView;
