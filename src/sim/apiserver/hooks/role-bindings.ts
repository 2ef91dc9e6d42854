import { checkBinding } from '../auth/escalation.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Nobody grants what he does not have. Models pkg/registry/rbac/rolebinding/policybased. */
const roleBindings: HooksDefinition = {
  group: 'rbac.authorization.k8s.io',
  plural: 'rolebindings',
  create: (server) => ({ checkWrite: (next, previous, call) => checkBinding(server, call, next, previous) }),
};

export default roleBindings;
