import type { Pod, Volume } from '../../../../api/k8s/core-v1.gen.ts';

/** Whether a volume is of a sort that Pods of one node may not share freely. Models needsRestrictionsCheck. */
export function isExclusive(volume: Volume): boolean {
  return Boolean(volume.gcePersistentDisk ?? volume.awsElasticBlockStore ?? volume.rbd ?? volume.iscsi);
}

/** Whether a Pod has an exclusive volume that another of the same node uses already. Models isVolumeConflict. */
export function sharesExclusiveVolume(pod: Pod, other: Pod): boolean {
  const used = other.spec?.volumes ?? [];
  return (pod.spec?.volumes ?? []).some((volume) => isExclusive(volume) && used.some((its) => conflict(volume, its)));
}

function conflict(a: Volume, b: Volume): boolean {
  return sameDisk(a, b) || sameBlockStore(a, b) || sameTarget(a, b) || sameImage(a, b);
}

/** A disk of GCE may be shared by Pods that all only read it. */
function sameDisk({ gcePersistentDisk: a }: Volume, { gcePersistentDisk: b }: Volume): boolean {
  return a !== undefined && b !== undefined && a.pdName === b.pdName && !(a.readOnly && b.readOnly);
}

function sameBlockStore({ awsElasticBlockStore: a }: Volume, { awsElasticBlockStore: b }: Volume): boolean {
  return a !== undefined && a.volumeID === b?.volumeID;
}

function sameTarget({ iscsi: a }: Volume, { iscsi: b }: Volume): boolean {
  return a !== undefined && b !== undefined && a.iqn === b.iqn && !(a.readOnly && b.readOnly);
}

/** Images are the same if they share a monitor, the pool and the name. */
function sameImage({ rbd: a }: Volume, { rbd: b }: Volume): boolean {
  if (!a || !b || !a.monitors.some((monitor) => b.monitors.includes(monitor))) return false;
  return (a.pool ?? 'rbd') === (b.pool ?? 'rbd') && a.image === b.image && !(a.readOnly && b.readOnly);
}
