import { DISK_DRIVER } from '../../api/cloud-disk.ts';
import type { ClusterRole, ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { CSIDriver, StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import CSIDriverKind from '../../kinds/csi-driver/kind.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';
import StorageClassKind from '../../kinds/storage-class/kind.ts';
import type { ApiClient } from '../client/client.ts';

/** What the driver of the cloud's disks brings: itself, a class by default, and what its attacher may do. */
export function installCloudDisks(client: ApiClient): (() => Process<unknown>)[] {
  const { name, namespace } = ATTACHER;
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } } as const;
  return [
    () => client.create(CSIDriverKind, DISK_CSI_DRIVER),
    () => client.create(StorageClassKind, STANDARD_CLASS),
    () => client.create(ServiceAccountKind, account),
    () => client.create(ClusterRoleKind, ATTACHER_ROLE),
    () => client.create(ClusterRoleBindingKind, ATTACHER_BINDING),
  ];
}

const ATTACHER = { kind: 'ServiceAccount', name: 'csi-disk-attacher', namespace: 'kube-system' };

const RBAC = 'rbac.authorization.k8s.io';

const ATTACHER_ROLE: ClusterRole = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'csi-disk-attacher' },
  rules: [
    { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list', 'watch', 'patch'] },
    { apiGroups: ['storage.k8s.io'], resources: ['csinodes'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: ['get', 'list', 'watch', 'patch'] },
    { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments/status'], verbs: ['patch'] },
  ],
};

const ATTACHER_BINDING: ClusterRoleBinding = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'csi-disk-attacher' },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'csi-disk-attacher' },
  subjects: [ATTACHER],
};

/** The driver of the cloud's disks. */
const DISK_CSI_DRIVER: CSIDriver = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: DISK_DRIVER },
  spec: { attachRequired: true, podInfoOnMount: false, volumeLifecycleModes: ['Persistent'] },
};

/** What a claim gets that names no class: a disk of the cloud. */
const STANDARD_CLASS: StorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: DISK_DRIVER,
  allowVolumeExpansion: true,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};
