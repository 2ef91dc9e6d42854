import type { ProjectedVolumeSource, Volume } from '../../../api/k8s/core-v1.gen.ts';
import { line } from './text.ts';

/** The volumes of a Pod or, with an indent, of a template. Models describeVolumes. */
export function volumesText(volumes: readonly Volume[] | undefined, indent: string): string {
  if (!volumes?.length) return `${indent}Volumes:\t<none>\n`;
  const bodies = volumes.map((volume) => line(1, `${indent ? ' ' : ''}${volume.name}:`) + sourceText(volume));
  return `${indent}Volumes:\n${bodies.join('')}`;
}

type Rows = readonly (readonly [string, unknown])[];

function typed(type: string, rows: Rows): string {
  return [['Type', type] as const, ...rows].map(([name, value]) => line(2, `${name}:\t${value}`)).join('');
}

function sourceText(volume: Volume): string {
  if (volume.hostPath) {
    return typed('HostPath (bare host directory volume)', [
      ['Path', volume.hostPath.path],
      ['HostPathType', volume.hostPath.type ?? ''],
    ]);
  }
  if (volume.emptyDir) {
    const limit = volume.emptyDir.sizeLimit;
    return typed("EmptyDir (a temporary directory that shares a pod's lifetime)", [
      ['Medium', volume.emptyDir.medium ?? ''],
      ['SizeLimit', limit === undefined ? '<unset>' : limit],
    ]);
  }
  if (volume.secret) {
    return typed('Secret (a volume populated by a Secret)', [
      ['SecretName', volume.secret.secretName ?? ''],
      ['Optional', volume.secret.optional ?? false],
    ]);
  }
  if (volume.configMap) {
    return typed('ConfigMap (a volume populated by a ConfigMap)', [
      ['Name', volume.configMap.name ?? ''],
      ['Optional', volume.configMap.optional ?? false],
    ]);
  }
  if (volume.persistentVolumeClaim) {
    return typed('PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', [
      ['ClaimName', volume.persistentVolumeClaim.claimName],
      ['ReadOnly', volume.persistentVolumeClaim.readOnly ?? false],
    ]);
  }
  return otherSourceText(volume);
}

function otherSourceText(volume: Volume): string {
  if (volume.projected) return projectedText(volume.projected);
  if (volume.downwardAPI) {
    const items = (volume.downwardAPI.items ?? []).map(({ fieldRef, resourceFieldRef, path }) =>
      line(3, `${fieldRef?.fieldPath ?? resourceFieldRef?.resource} -> ${path}`),
    );
    const head = typed('DownwardAPI (a volume populated by information about the pod)', []);
    return `${head}${line(2, 'Items:')}${items.join('')}`;
  }
  if (volume.nfs) {
    return typed('NFS (an NFS mount that lasts the lifetime of a pod)', [
      ['Server', volume.nfs.server],
      ['Path', volume.nfs.path],
      ['ReadOnly', volume.nfs.readOnly ?? false],
    ]);
  }
  if (volume.ephemeral) {
    return typed(
      'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
      [],
    );
  }
  return line(1, '<unknown>');
}

function projectedText(projected: ProjectedVolumeSource): string {
  const head = typed('Projected (a volume that contains injected data from multiple sources)', []);
  const sources = (projected.sources ?? []).map(({ secret, downwardAPI, configMap, serviceAccountToken }) => {
    if (secret) {
      return (
        line(2, `SecretName:\t${secret.name ?? ''}`) + line(2, `SecretOptionalName:\t${secret.optional ?? '<nil>'}`)
      );
    }
    if (downwardAPI) return line(2, 'DownwardAPI:\ttrue');
    if (configMap) {
      return (
        line(2, `ConfigMapName:\t${configMap.name ?? ''}`) +
        line(2, `ConfigMapOptional:\t${configMap.optional ?? '<nil>'}`)
      );
    }
    return serviceAccountToken
      ? line(2, `TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 3600}`)
      : '';
  });
  return head + sources.join('');
}
