import type { ProjectedVolumeSource, Volume } from '../../../api/k8s/core-v1.gen.ts';
import { line } from './text.ts';
import { typed } from './volume-lines.ts';
import { volumeSourceText } from './volume-sources.ts';

/** The volumes of a Pod or, with an indent, of a template. Models describeVolumes. */
export function volumesText(volumes: readonly Volume[] | undefined, indent: string): string {
  if (!volumes?.length) return `${indent}Volumes:\t<none>\n`;
  const bodies = volumes.map((volume) => line(1, `${indent ? ' ' : ''}${volume.name}:`) + sourceText(volume));
  return `${indent}Volumes:\n${bodies.join('')}`;
}

function sourceText(volume: Volume): string {
  if (volume.projected) return projectedText(volume.projected);
  if (!volume.downwardAPI) return volumeSourceText(volume);
  const items = (volume.downwardAPI.items ?? []).map(({ fieldRef, resourceFieldRef, path }) =>
    line(3, `${fieldRef?.fieldPath ?? resourceFieldRef?.resource} -> ${path}`),
  );
  const head = typed('DownwardAPI (a volume populated by information about the pod)', []);
  return `${head}${line(2, 'Items:')}${items.join('')}`;
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
