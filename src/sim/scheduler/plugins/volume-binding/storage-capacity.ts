import type { PersistentVolumeClaim } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSIDriver, CSIStorageCapacity, StorageClass } from '../../../../api/k8s/storage-v1.gen.ts';
import { labelMatcher } from '../../../../api/selectors.ts';
import { quantityValue } from '../../../../base/quantity.ts';
import type { Handle } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';

/**
 * Whether there is room for a claim's volume where a node would reach it. Only drivers that publish their capacity are
 * asked. Models hasEnoughCapacity.
 */
export function hasEnoughCapacity(
  { metadata, provisioner }: StorageClass,
  claim: PersistentVolumeClaim,
  { labels }: NodeInfo,
  handle: Handle,
): boolean {
  const wanted = claim.spec?.resources?.requests?.['storage'];
  if (wanted === undefined || !handle.get<CSIDriver>('CSIDriver', provisioner)?.spec.storageCapacity) return true;
  const bytes = quantityValue(wanted);
  for (const capacity of handle.list<CSIStorageCapacity>('CSIStorageCapacity')) {
    if (capacity.storageClassName !== metadata.name || !capacity.nodeTopology) continue;
    const limit = volumeLimit(capacity);
    if (limit !== undefined && limit >= bytes && labelMatcher(capacity.nodeTopology).matches(labels)) return true;
  }
  return false;
}

/** The largest volume that can be made, in bytes; undefined when that is not known. */
export function volumeLimit({ capacity, maximumVolumeSize }: CSIStorageCapacity): number | undefined {
  const limit = maximumVolumeSize ?? capacity;
  return limit === undefined ? undefined : quantityValue(limit);
}
