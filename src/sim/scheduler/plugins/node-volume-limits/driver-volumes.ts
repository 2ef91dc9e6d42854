import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSINode, StorageClass } from '../../../../api/k8s/storage-v1.gen.ts';
import { storageClassOf } from '../../../../api/storage.ts';
import { type DriverVolume, driverOf, isMigratedOn, isOldProvisioner, migrationOf } from '../../csi-migration.ts';
import type { Handle } from '../../framework.ts';
import { claimBehind, foreignClaim } from '../../pod-claims.ts';

/** Volumes by a name that is theirs alone, with the driver against whose limit they count. */
export type DriverVolumes = Map<string, string>;

/** Whether a volume may be one of a driver's. */
export function isCountable(volume: Volume): boolean {
  return (
    volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined || migrationOf(volume) !== undefined
  );
}

/** The name by which volumes are told apart. */
export function uniqueName({ driver, handle }: DriverVolume): string {
  return `${driver}/${handle}`;
}

/**
 * Adds a Pod's volumes that a driver attaches to a node. Claims that are not there are left out; of a new Pod they are an
 * error. Returns what is wrong, undefined when nothing is. Models filterAttachableVolumes.
 */
export function addDriverVolumes(
  found: DriverVolumes,
  pod: Pod,
  csiNode: CSINode | undefined,
  isNew: boolean,
  handle: Handle,
): string | undefined {
  for (const volume of pod.spec?.volumes ?? []) {
    const named = claimBehind(pod, volume);
    if (!named) {
      const migrated = migrationOf(volume);
      if (migrated && isMigratedOn(csiNode, migrated.plugin)) found.set(uniqueName(migrated), migrated.driver);
      continue;
    }
    const key = `${pod.metadata.namespace}/${named.name}`;
    const claim = handle.get<PersistentVolumeClaim>('PersistentVolumeClaim', key);
    if (!claim) {
      if (isNew) return `looking up PVC ${key}: persistentvolumeclaim ${JSON.stringify(named.name)} not found`;
      continue;
    }
    const problem = named.isEphemeral ? foreignClaim(pod, claim) : undefined;
    if (problem) return problem;
    const its = driverVolumeOf(claim, csiNode, handle);
    if (its) found.set(uniqueName(its), its.driver);
  }
  return undefined;
}

/** The driver's volume behind a claim; undefined when no driver has it. Models getCSIDriverInfo. */
function driverVolumeOf(
  claim: PersistentVolumeClaim,
  csiNode: CSINode | undefined,
  handle: Handle,
): DriverVolume | undefined {
  const { volumeName } = claim.spec ?? {};
  const volume = volumeName ? handle.get<PersistentVolume>('PersistentVolume', volumeName) : undefined;
  if (!volume) return volumeToCome(claim, csiNode, handle);
  const { csi } = volume.spec ?? {};
  if (csi) return { driver: csi.driver, handle: csi.volumeHandle };
  const migrated = migrationOf(volume.spec ?? {});
  return migrated && isMigratedOn(csiNode, migrated.plugin) ? migrated : undefined;
}

/** A volume that is yet to be provisioned counts by its claim. Models getCSIDriverInfoFromSC. */
function volumeToCome(
  claim: PersistentVolumeClaim,
  csiNode: CSINode | undefined,
  handle: Handle,
): DriverVolume | undefined {
  const className = storageClassOf(claim);
  const provisioner = className ? handle.get<StorageClass>('StorageClass', className)?.provisioner : undefined;
  if (!provisioner) return undefined;
  if (isOldProvisioner(provisioner) && !isMigratedOn(csiNode, provisioner)) return undefined;
  const { namespace, name } = claim.metadata;
  return { driver: driverOf(provisioner), handle: `claim-${namespace}/${name}` };
}
