import type { Role } from '../../api/k8s/rbac-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { PolicyRules } from '../../widgets/policy-rules.tsx';

const RoleView: KindView<Role> = {
  kind: 'Role',
  resource: 'roles.rbac.authorization.k8s.io',
  namespaced: true,
  say: ({ rules }) => ({
    title: kinds('rules', { count: rules?.length ?? 0 }),
    text: kinds('roleSays'),
  }),
  facts: (role, context) => [{ term: terms('Created'), value: context.clock(role.metadata.creationTimestamp) }],
  actions: (role, context) => [deleteAction('role', role, context)],
  Body: ({ object }) => <PolicyRules rules={object.rules ?? []} />,
};

export default RoleView;
