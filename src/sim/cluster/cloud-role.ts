import type { ClusterRole, ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';

const NAME = 'system:cloud-controller-manager';
const READ = ['get', 'list', 'watch'];

/** What the cloud controller manager may do, as clouds' manifests grant it. */
export const CLOUD_ROLE: ClusterRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: NAME },
  rules: [
    { apiGroups: [''], resources: ['nodes'], verbs: [...READ, 'delete', 'patch', 'update'] },
    { apiGroups: [''], resources: ['services'], verbs: [...READ, 'patch', 'update'] },
    { apiGroups: [''], resources: ['nodes/status', 'services/status'], verbs: ['patch', 'update'] },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
  ],
};

export const CLOUD_ROLE_BINDING: ClusterRoleBinding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: NAME },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: NAME },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: NAME }],
};
