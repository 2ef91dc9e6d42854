import { describeAutoscaler } from './autoscaler.ts';
import type { Describer } from './context.ts';
import { describeCronJob, describeJob } from './jobs.ts';
import { describeEndpoints, describeIngress, describeIngressClass } from './network.ts';
import { describeNetworkPolicy } from './network-policy.ts';
import { describeNode } from './node.ts';
import { describePod } from './pod.ts';
import { describeDisruptionBudget, describePriorityClass } from './policy.ts';
import { describeLimitRange, describeQuota } from './quotas.ts';
import { describeRole, describeRoleBinding } from './rbac.ts';
import { describeService } from './service.ts';
import { describeServiceAccount } from './service-account.ts';
import { describeDaemonSet, describeReplicationController, describeStatefulSet } from './sets.ts';
import { describeConfigMap, describeEndpointSlice, describeNamespace, describeSecret } from './simple-kinds.ts';
import {
  describeCsiNode,
  describePersistentVolume,
  describePersistentVolumeClaim,
  describeStorageClass,
} from './storage.ts';
import { describeDeployment, describeReplicaSet } from './workloads.ts';

/**
 * The describers of kubectl's own, by kind and group; every other kind is described field by field.
 * Models describe.describerMap.
 */
export const describers: Readonly<Record<string, Describer<never>>> = {
  ConfigMap: describeConfigMap,
  Endpoints: describeEndpoints,
  LimitRange: describeLimitRange,
  Namespace: describeNamespace,
  Node: describeNode,
  PersistentVolume: describePersistentVolume,
  PersistentVolumeClaim: describePersistentVolumeClaim,
  Pod: describePod,
  ReplicationController: describeReplicationController,
  ResourceQuota: describeQuota,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
  'ClusterRole.rbac.authorization.k8s.io': describeRole,
  'ClusterRoleBinding.rbac.authorization.k8s.io': describeRoleBinding,
  'CSINode.storage.k8s.io': describeCsiNode,
  'CronJob.batch': describeCronJob,
  'DaemonSet.apps': describeDaemonSet,
  'Deployment.apps': describeDeployment,
  'EndpointSlice.discovery.k8s.io': describeEndpointSlice,
  'HorizontalPodAutoscaler.autoscaling': describeAutoscaler,
  'Ingress.networking.k8s.io': describeIngress,
  'IngressClass.networking.k8s.io': describeIngressClass,
  'Job.batch': describeJob,
  'NetworkPolicy.networking.k8s.io': describeNetworkPolicy,
  'PodDisruptionBudget.policy': describeDisruptionBudget,
  'PriorityClass.scheduling.k8s.io': describePriorityClass,
  'ReplicaSet.apps': describeReplicaSet,
  'Role.rbac.authorization.k8s.io': describeRole,
  'RoleBinding.rbac.authorization.k8s.io': describeRoleBinding,
  'StatefulSet.apps': describeStatefulSet,
  'StorageClass.storage.k8s.io': describeStorageClass,
};
