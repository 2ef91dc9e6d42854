/** A version of a kind that v1.32 does not serve any more, and the one that it does. */
export interface Successor {
  readonly apiVersion: string;
  /** What has to be said of it that no change of the text can do: a key of the editor's notes; '' for nothing. */
  readonly note: '' | 'workload' | 'ingress' | 'budget';
}

/** By `apiVersion kind`: what was removed from Kubernetes up to v1.32 (deprecation guide of the documentation). */
const removed: ReadonlyMap<string, Successor> = new Map(
  (
    [
      ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1', 'ingress'],
      ['networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1', 'ingress'],
      ['networking.k8s.io/v1beta1', 'IngressClass', 'networking.k8s.io/v1', ''],
      ['extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', ''],
      ...['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'].flatMap((version) => [
        [version, 'Deployment', 'apps/v1', 'workload'] as const,
        [version, 'ReplicaSet', 'apps/v1', ''] as const,
        [version, 'DaemonSet', 'apps/v1', ''] as const,
        [version, 'StatefulSet', 'apps/v1', ''] as const,
      ]),
      ['batch/v1beta1', 'CronJob', 'batch/v1', ''],
      ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1', 'budget'],
      ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', 'autoscaling/v2', ''],
      ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2', ''],
      ['rbac.authorization.k8s.io/v1beta1', 'Role', 'rbac.authorization.k8s.io/v1', ''],
      ['rbac.authorization.k8s.io/v1beta1', 'RoleBinding', 'rbac.authorization.k8s.io/v1', ''],
      ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole', 'rbac.authorization.k8s.io/v1', ''],
      ['rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding', 'rbac.authorization.k8s.io/v1', ''],
      ['scheduling.k8s.io/v1beta1', 'PriorityClass', 'scheduling.k8s.io/v1', ''],
      ['storage.k8s.io/v1beta1', 'StorageClass', 'storage.k8s.io/v1', ''],
      ['coordination.k8s.io/v1beta1', 'Lease', 'coordination.k8s.io/v1', ''],
    ] as const
  ).map(([version, kind, apiVersion, note]) => [`${version} ${kind}`, { apiVersion, note }]),
);

/** What takes the place of a version of a kind that is no longer served; undefined for any other. */
export function successorOf(apiVersion: string, kind: string): Successor | undefined {
  return removed.get(`${apiVersion} ${kind}`);
}
