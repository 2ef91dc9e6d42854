import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import type { PodSpec, ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Subject } from '../../api/k8s/rbac-v1.gen.ts';

export const ADDON_NAMESPACE = 'kube-system';
const RBAC = 'rbac.authorization.k8s.io';

/** The objects that a part of kube-system is made of. */
export interface AddonObjects {
  readonly account: ServiceAccount;
  /** The account as bindings name it. */
  readonly subject: Subject;
  role(name: string, rules: readonly PolicyRule[]): ClusterRole;
  /** Gives the account a role of the whole cluster. */
  binding(name: string, role: string): ClusterRoleBinding;
  deployment(replicas: number, spec: PodSpec, annotations?: Record<string, string>): Deployment;
}

/** Makes the objects of a part by its name and labels. */
export function addonObjects(name: string, labels: Record<string, string>): AddonObjects {
  const metadata = { name, namespace: ADDON_NAMESPACE, labels };
  const subject = { kind: 'ServiceAccount', name, namespace: ADDON_NAMESPACE };
  return {
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    subject,
    role: (role, rules) => ({
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: { name: role, labels },
      rules,
    }),
    binding: (binding, role) => ({
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: binding, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: [subject],
    }),
    deployment: (replicas, spec, annotations) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels, ...(annotations ? { annotations } : {}) }, spec },
      },
    }),
  };
}
