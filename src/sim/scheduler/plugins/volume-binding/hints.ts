import type { PersistentVolumeClaim } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSIDriver, CSINode, CSIStorageCapacity, StorageClass } from '../../../../api/k8s/storage-v1.gen.ts';
import { deepEqual } from '../../../../base/equal.ts';
import type { EventRegistration, QueueingHint } from '../../cluster-event.ts';
import { migratedPlugins } from '../../csi-migration.ts';
import { claimsOf } from '../../pod-claims.ts';
import { volumeLimit } from './storage-capacity.ts';

/** Of a class only a change of the places where it provisions can help. */
const afterClass: QueueingHint = (_pod, previous, object) => {
  const [before, now] = [previous as StorageClass | undefined, object as StorageClass];
  return before && deepEqual(before.allowedTopologies ?? [], now.allowedTopologies ?? []) ? 'Skip' : 'Queue';
};

const afterClaim: QueueingHint = (pod, _previous, object) => {
  const { namespace, name } = (object as PersistentVolumeClaim).metadata;
  return namespace === pod.metadata.namespace && claimsOf(pod).some((claim) => claim.name === name) ? 'Queue' : 'Skip';
};

const afterCsiNode: QueueingHint = (_pod, previous, object) => {
  return previous && migratedPlugins(previous as CSINode) === migratedPlugins(object as CSINode) ? 'Skip' : 'Queue';
};

/** A driver of one of the Pod's own volumes has stopped publishing its capacity. */
const afterDriver: QueueingHint = (pod, previous, object) => {
  const [before, now] = [previous as CSIDriver, object as CSIDriver];
  const isIts = pod.spec?.volumes?.some(({ csi }) => csi?.driver === now.metadata.name);
  return isIts && before.spec.storageCapacity && !now.spec.storageCapacity ? 'Queue' : 'Skip';
};

const afterCapacity: QueueingHint = (_pod, previous, object) => {
  if (!previous) return 'Queue';
  const before = volumeLimit(previous as CSIStorageCapacity);
  const now = volumeLimit(object as CSIStorageCapacity);
  return now !== undefined && (before === undefined || now > before) ? 'Queue' : 'Skip';
};

/** The events that may help Pods whose claims could not be served. Models VolumeBinding.EventsToRegister. */
export const volumeBindingEvents: readonly EventRegistration[] = [
  { resource: 'StorageClass', actions: ['Add', 'Update'], hint: afterClass },
  { resource: 'PersistentVolumeClaim', actions: ['Add', 'Update'], hint: afterClaim },
  { resource: 'PersistentVolume', actions: ['Add', 'Update'] },
  { resource: 'Node', actions: ['Add', 'UpdateNodeLabel'] },
  { resource: 'CSINode', actions: ['Add', 'Update'], hint: afterCsiNode },
  { resource: 'CSIDriver', actions: ['Update'], hint: afterDriver },
  { resource: 'CSIStorageCapacity', actions: ['Add', 'Update'], hint: afterCapacity },
];
