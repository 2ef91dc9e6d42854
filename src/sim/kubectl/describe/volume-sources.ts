import type { PersistentVolumeSpec, Volume } from '../../../api/k8s/core-v1.gen.ts';
import { claimLines, storageClassOf } from './claim.ts';
import { line } from './text.ts';

type Rows = readonly (readonly [string, unknown])[];

/** The lines of a volume's source: its type, then its fields. */
export function typed(type: string, rows: Rows): string {
  return [['Type', type] as const, ...rows].map(([name, value]) => line(2, `${name}:\t${value ?? ''}`)).join('');
}

type Source = Omit<Volume, 'name'> & Omit<PersistentVolumeSpec, keyof Volume>;

/** The source of a volume of a Pod or of a PersistentVolume. Models describeVolumes and describePersistentVolume. */
export function volumeSourceText(volume: Source): string {
  return (
    basicSource(volume) ?? networkSource(volume) ?? cloudSource(volume) ?? rareSource(volume) ?? line(1, '<unknown>')
  );
}

function basicSource(volume: Source): string | undefined {
  const { hostPath, emptyDir, secret, configMap, persistentVolumeClaim: claim, local } = volume;
  if (hostPath) {
    return typed('HostPath (bare host directory volume)', [
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type],
    ]);
  }
  if (emptyDir) {
    return typed("EmptyDir (a temporary directory that shares a pod's lifetime)", [
      ['Medium', emptyDir.medium],
      ['SizeLimit', emptyDir.sizeLimit ?? '<unset>'],
    ]);
  }
  if (secret) {
    return typed('Secret (a volume populated by a Secret)', [
      ['SecretName', secret.secretName],
      ['Optional', secret.optional ?? false],
    ]);
  }
  if (configMap) {
    return typed('ConfigMap (a volume populated by a ConfigMap)', [
      ['Name', configMap.name],
      ['Optional', configMap.optional ?? false],
    ]);
  }
  if (claim) {
    return typed('PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', [
      ['ClaimName', claim.claimName],
      ['ReadOnly', claim.readOnly ?? false],
    ]);
  }
  if (local)
    return typed('LocalVolume (a persistent volume backed by local storage on a node)', [['Path', local.path]]);
  return undefined;
}

function networkSource(volume: Source): string | undefined {
  const { nfs, csi, ephemeral, iscsi, fc, glusterfs } = volume;
  if (nfs) {
    return typed('NFS (an NFS mount that lasts the lifetime of a pod)', [
      ['Server', nfs.server],
      ['Path', nfs.path],
      ['ReadOnly', nfs.readOnly ?? false],
    ]);
  }
  if (csi) return csiText(csi as never);
  if (ephemeral) return ephemeralText(ephemeral);
  if (iscsi) {
    const head = typed(
      "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
      [
        ['TargetPortal', iscsi.targetPortal],
        ['IQN', iscsi.iqn],
        ['Lun', iscsi.lun],
      ],
    );
    const rest: Rows = [
      ['FSType', iscsi.fsType],
      ['ReadOnly', iscsi.readOnly ?? false],
      ['Portals', listText(iscsi.portals)],
      ['DiscoveryCHAPAuth', iscsi.chapAuthDiscovery ?? false],
      ['SessionCHAPAuth', iscsi.chapAuthSession ?? false],
      ['SecretRef', refText(iscsi.secretRef)],
      ['InitiatorName', iscsi.initiatorName ?? '<none>'],
    ];
    // Upstream forgot the colon.
    return head + line(2, `ISCSIInterface\t${iscsi.iscsiInterface ?? ''}`) + rowLines(rest);
  }
  if (fc) {
    return typed('FC (a Fibre Channel disk)', [
      ['TargetWWNs', (fc.targetWWNs ?? []).join(', ')],
      ['LUN', fc.lun ?? '<none>'],
      ['FSType', fc.fsType],
      ['ReadOnly', fc.readOnly ?? false],
    ]);
  }
  if (glusterfs) {
    return typed("Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)", [
      ['EndpointsName', glusterfs.endpoints],
      ['Path', glusterfs.path],
      ['ReadOnly', glusterfs.readOnly ?? false],
    ]);
  }
  return undefined;
}

function rowLines(rows: Rows): string {
  return rows.map(([name, value]) => line(2, `${name}:\t${value ?? ''}`)).join('');
}

function listText(list: readonly string[] | undefined): string {
  return `[${(list ?? []).join(' ')}]`;
}

function refText(reference: { readonly name?: string; readonly namespace?: string } | undefined): string {
  if (!reference) return 'nil';
  return reference.namespace === undefined
    ? `&LocalObjectReference{Name:${reference.name ?? ''},}`
    : `&SecretReference{Name:${reference.name ?? ''},Namespace:${reference.namespace},}`;
}

interface CsiSource {
  readonly driver: string;
  readonly fsType?: string;
  readonly readOnly?: boolean;
  /** Only that of a PersistentVolume. */
  readonly volumeHandle?: string;
  readonly volumeAttributes?: Readonly<Record<string, string>>;
}

const MAX_ATTRIBUTE = 140;

function csiText({ driver, fsType, readOnly, volumeHandle, volumeAttributes }: CsiSource): string {
  const rows: Rows = [
    ['Driver', driver],
    ['FSType', fsType],
    ...(volumeHandle === undefined ? [] : [['VolumeHandle', volumeHandle] as const]),
    ['ReadOnly', readOnly ?? false],
  ];
  const keys = Object.keys(volumeAttributes ?? {}).sort();
  const texts = keys.map((key) => {
    const text = `${key}=${volumeAttributes![key]}`;
    return text.length > MAX_ATTRIBUTE ? `${text.slice(0, MAX_ATTRIBUTE)}...` : text;
  });
  // Every piece of these lines is indented by itself.
  const attributes = texts.length
    ? texts.map((text, i) => line(2, `${i === 0 ? 'VolumeAttributes:' : '    '}\t    ${text}`)).join('')
    : line(2, 'VolumeAttributes:\t<none>');
  return typed('CSI (a Container Storage Interface (CSI) volume source)', rows) + attributes;
}

function ephemeralText({ volumeClaimTemplate: template }: NonNullable<Volume['ephemeral']>): string {
  const head = typed(
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    [],
  );
  if (!template) return head;
  const claim = { metadata: template.metadata ?? {}, spec: template.spec };
  const text = line(0, `StorageClass:\t${storageClassOf(claim as never)}`) + claimLines(claim as never, '');
  const lines = text.split('\n').slice(0, -1);
  // Labels and annotations are written in pieces, each of which is indented.
  let nested = false;
  return (
    head +
    lines
      .map((each) => {
        if (!each.startsWith('\t')) nested = /^(Labels|Annotations):/.test(each);
        return line(2, nested ? each.replace('\t', '\t    ') : each);
      })
      .join('')
  );
}

function cloudSource(volume: Source): string | undefined {
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

function rareSource(volume: Source): string | undefined {
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
  return undefined;
}
