import type { Volume } from '../../../api/k8s/core-v1.gen.ts';
import { claimLines, storageClassOf } from './claim.ts';
import { line } from './text.ts';
import { cloudSource, rareSource } from './vendor-volume-sources.ts';
import { listText, type Rows, refText, rowLines, type Source, typed } from './volume-lines.ts';

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
