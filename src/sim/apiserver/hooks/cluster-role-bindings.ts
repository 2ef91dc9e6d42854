import { checkBinding } from '../auth/escalation.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Nobody grants what he does not have. Models pkg/registry/rbac/clusterrolebinding/policybased. */
const clusterRoleBindings: HooksDefinition = {
  group: 'rbac.authorization.k8s.io',
  plural: 'clusterrolebindings',
  create: (server) => ({ checkWrite: (next, previous, call) => checkBinding(server, call, next, previous) }),
};

export default clusterRoleBindings;
