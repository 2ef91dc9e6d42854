import type { PersistentVolume, Volume } from '../../api/k8s/core-v1.gen.ts';
import type { CSINode } from '../../api/k8s/storage-v1.gen.ts';

/** A driver that has taken over a kind of volume that was part of Kubernetes once. */
interface Migration {
  /** The name of the plugin of old. */
  readonly plugin: string;
  readonly driver: string;
  /** Where the driver's volumes are: the label of nodes that stands for the zone. */
  readonly zoneKey?: string;
}

/** What a driver knows a volume by. */
export interface DriverVolume {
  readonly driver: string;
  readonly handle: string;
}

/** A volume of old that a driver may have taken over. */
export interface MigratedVolume extends DriverVolume {
  readonly plugin: string;
  readonly zoneKey: string | undefined;
}

/** The fields that volumes of Pods and PersistentVolumes have in common here. */
type Source = Pick<
  NonNullable<PersistentVolume['spec']>,
  'awsElasticBlockStore' | 'azureDisk' | 'cinder' | 'gcePersistentDisk' | 'portworxVolume' | 'vsphereVolume'
>;

/** Where cluster nodes list the plugins that have been migrated on them. */
const MIGRATED_PLUGINS = 'storage.alpha.kubernetes.io/migrated-plugins';

const EBS: Migration = {
  plugin: 'kubernetes.io/aws-ebs',
  driver: 'ebs.csi.aws.com',
  zoneKey: 'topology.ebs.csi.aws.com/zone',
};
const GCE: Migration = {
  plugin: 'kubernetes.io/gce-pd',
  driver: 'pd.csi.storage.gke.io',
  zoneKey: 'topology.gke.io/zone',
};
const AZURE: Migration = {
  plugin: 'kubernetes.io/azure-disk',
  driver: 'disk.csi.azure.com',
  zoneKey: 'topology.disk.csi.azure.com/zone',
};
const CINDER: Migration = {
  plugin: 'kubernetes.io/cinder',
  driver: 'cinder.csi.openstack.org',
  zoneKey: 'topology.cinder.csi.openstack.org/zone',
};
const PORTWORX: Migration = { plugin: 'kubernetes.io/portworx-volume', driver: 'pxd.portworx.com' };
const VSPHERE: Migration = { plugin: 'kubernetes.io/vsphere-volume', driver: 'csi.vsphere.vmware.com' };

/** Those that the scheduler asks the nodes about. Models isCSIMigrationOn. */
const ASKED = [EBS, GCE, AZURE, CINDER, PORTWORX];
const KNOWN = [...ASKED, VSPHERE];

/** The driver for a volume of old; undefined for all others. */
export function migrationOf(source: Source | Volume): MigratedVolume | undefined {
  const found = (migration: Migration, handle: string): MigratedVolume => ({
    plugin: migration.plugin,
    driver: migration.driver,
    zoneKey: migration.zoneKey,
    handle,
  });
  if (source.awsElasticBlockStore) return found(EBS, source.awsElasticBlockStore.volumeID.split('/').at(-1)!);
  if (source.gcePersistentDisk) return found(GCE, source.gcePersistentDisk.pdName);
  if (source.azureDisk) return found(AZURE, source.azureDisk.diskURI);
  if (source.cinder) return found(CINDER, source.cinder.volumeID);
  if (source.portworxVolume) return found(PORTWORX, source.portworxVolume.volumeID);
  return source.vsphereVolume ? found(VSPHERE, source.vsphereVolume.volumePath) : undefined;
}

/** Whether a provisioner's name is that of a plugin of old. */
export function isOldProvisioner(name: string): boolean {
  return KNOWN.some(({ plugin }) => plugin === name);
}

/** The driver that has taken over from a provisioner of old. */
export function driverOf(provisioner: string): string {
  return KNOWN.find(({ plugin }) => plugin === provisioner)?.driver ?? provisioner;
}

/** Whether a node says that it leaves a plugin's volumes to the driver. */
export function isMigratedOn(csiNode: CSINode | undefined, plugin: string): boolean {
  if (!ASKED.some((migration) => migration.plugin === plugin)) return false;
  return migratedPlugins(csiNode).split(',').includes(plugin);
}

/** The plugins that a node leaves to their drivers, joined by commas. */
export function migratedPlugins(csiNode: CSINode | undefined): string {
  return csiNode?.metadata.annotations?.[MIGRATED_PLUGINS] ?? '';
}
