import { checkRole } from '../auth/escalation.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Nobody grants what he does not have. Models pkg/registry/rbac/clusterrole/policybased. */
const clusterRoles: HooksDefinition = {
  group: 'rbac.authorization.k8s.io',
  plural: 'clusterroles',
  create: (server) => ({ checkWrite: (next, previous, call) => checkRole(server, call, next, previous) }),
};

export default clusterRoles;
