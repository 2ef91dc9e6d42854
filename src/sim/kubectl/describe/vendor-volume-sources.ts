import { listText, refText, type Source, typed } from './volume-lines.ts';

/** Disks of cloud providers. */
export function cloudSource(volume: Source): string | undefined {
  const { gcePersistentDisk: gce, awsElasticBlockStore: aws, azureDisk, azureFile, cinder, vsphereVolume } = volume;
  if (gce) {
    return typed('GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)', [
      ['PDName', gce.pdName],
      ['FSType', gce.fsType],
      ['Partition', gce.partition ?? 0],
      ['ReadOnly', gce.readOnly ?? false],
    ]);
  }
  if (aws) {
    return typed('AWSElasticBlockStore (a Persistent Disk resource in AWS)', [
      ['VolumeID', aws.volumeID],
      ['FSType', aws.fsType],
      ['Partition', aws.partition ?? 0],
      ['ReadOnly', aws.readOnly ?? false],
    ]);
  }
  if (azureDisk) {
    return typed('AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)', [
      ['DiskName', azureDisk.diskName],
      ['DiskURI', azureDisk.diskURI],
      ['Kind', azureDisk.kind],
      ['FSType', azureDisk.fsType],
      ['CachingMode', azureDisk.cachingMode],
      ['ReadOnly', azureDisk.readOnly ?? false],
    ]);
  }
  if (azureFile) {
    const namespace = (azureFile as { readonly secretNamespace?: string }).secretNamespace;
    return typed('AzureFile (an Azure File Service mount on the host and bind mount to the pod)', [
      ['SecretName', azureFile.secretName],
      ...(namespace === undefined ? [] : [['SecretNamespace', namespace] as const]),
      ['ShareName', azureFile.shareName],
      ['ReadOnly', azureFile.readOnly ?? false],
    ]);
  }
  if (cinder) {
    return typed('Cinder (a Persistent Disk resource in OpenStack)', [
      ['VolumeID', cinder.volumeID],
      ['FSType', cinder.fsType],
      ['ReadOnly', cinder.readOnly ?? false],
      ['SecretRef', refText(cinder.secretRef)],
    ]);
  }
  if (vsphereVolume) {
    return typed('vSphereVolume (a Persistent Disk resource in vSphere)', [
      ['VolumePath', vsphereVolume.volumePath],
      ['FSType', vsphereVolume.fsType],
      ['StoragePolicyName', vsphereVolume.storagePolicyName],
    ]);
  }
  return undefined;
}

/** Sources that are hardly used any more. */
export function rareSource(volume: Source): string | undefined {
  const { gitRepo, cephfs, flexVolume, rbd, portworxVolume } = volume;
  if (gitRepo) {
    return typed('GitRepo (a volume that is pulled from git when the pod is created)', [
      ['Repository', gitRepo.repository],
      ['Revision', gitRepo.revision],
    ]);
  }
  if (cephfs) {
    return typed("CephFS (a CephFS mount on the host that shares a pod's lifetime)", [
      ['Monitors', listText(cephfs.monitors)],
      ['Path', cephfs.path],
      ['User', cephfs.user],
      ['SecretFile', cephfs.secretFile],
      ['SecretRef', refText(cephfs.secretRef)],
      ['ReadOnly', cephfs.readOnly ?? false],
    ]);
  }
  if (flexVolume) {
    const options = Object.entries(flexVolume.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return typed('FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)', [
      ['Driver', flexVolume.driver],
      ['FSType', flexVolume.fsType],
      ['SecretRef', refText(flexVolume.secretRef)],
      ['ReadOnly', flexVolume.readOnly ?? false],
      ['Options', `map[${options.map(([key, value]) => `${key}:${value}`).join(' ')}]`],
    ]);
  }
  if (rbd) {
    return typed("RBD (a Rados Block Device mount on the host that shares a pod's lifetime)", [
      ['CephMonitors', listText(rbd.monitors)],
      ['RBDImage', rbd.image],
      ['FSType', rbd.fsType],
      ['RBDPool', rbd.pool],
      ['RadosUser', rbd.user],
      ['Keyring', rbd.keyring],
      ['SecretRef', refText(rbd.secretRef)],
      ['ReadOnly', rbd.readOnly ?? false],
    ]);
  }
  if (portworxVolume) {
    return typed('PortworxVolume (a Portworx Volume resource)', [['VolumeID', portworxVolume.volumeID]]);
  }
  return goneSource(volume);
}

function goneSource({ scaleIO, storageos, photonPersistentDisk: photon, quobyte, image }: Source): string | undefined {
  if (scaleIO) {
    return typed('ScaleIO (a persistent volume backed by a block device in ScaleIO)', [
      ['Gateway', scaleIO.gateway],
      ['System', scaleIO.system],
      ['Protection Domain', scaleIO.protectionDomain],
      ['Storage Pool', scaleIO.storagePool],
      ['Storage Mode', scaleIO.storageMode],
      ['VolumeName', scaleIO.volumeName],
      ['FSType', scaleIO.fsType],
      ['ReadOnly', scaleIO.readOnly ?? false],
    ]);
  }
  if (storageos) {
    return typed('StorageOS (a StorageOS Persistent Disk resource)', [
      ['VolumeName', storageos.volumeName],
      ['VolumeNamespace', storageos.volumeNamespace],
      ['FSType', storageos.fsType],
      ['ReadOnly', storageos.readOnly ?? false],
    ]);
  }
  if (photon) {
    return typed('PhotonPersistentDisk (a Persistent Disk resource in photon platform)', [
      ['PdID', photon.pdID],
      ['FSType', photon.fsType],
    ]);
  }
  if (quobyte) {
    return typed("Quobyte (a Quobyte mount on the host that shares a pod's lifetime)", [
      ['Registry', quobyte.registry],
      ['Volume', quobyte.volume],
      ['ReadOnly', quobyte.readOnly ?? false],
    ]);
  }
  if (image) {
    return typed('Image (a container image or OCI artifact)', [
      ['Reference', image.reference],
      ['PullPolicy', image.pullPolicy],
    ]);
  }
  return undefined;
}
