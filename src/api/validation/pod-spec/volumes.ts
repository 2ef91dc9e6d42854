import { invalidValue, required } from '../../field-errors.ts';
import type { Volume } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../names.ts';
import { checkDnsLabel, checkUnique, type Found } from '../basics.ts';
import { checkIscsiNames } from './iscsi.ts';
import type { VolumesByName } from './mounts.ts';
import { checkVolumeSource } from './volume-sources.ts';

/**
 * Volumes of a Pod; returns those in order. `podName` is '' in templates: then the names of claims that ephemeral
 * volumes bring are not checked. Models ValidateVolumes.
 */
export function checkVolumes(
  volumes: readonly Volume[] | undefined,
  podName: string,
  path: string,
  found: Found,
): VolumesByName {
  const good = new Map<string, Volume>();
  const names = new Set<string>();
  const made = new Set<string>();
  if (podName) for (const { name, ephemeral } of volumes ?? []) if (ephemeral) made.add(`${podName}-${name}`);
  for (const [i, volume] of (volumes ?? []).entries()) {
    const at = `${path}[${i}]`;
    const before = found.length;
    checkVolumeSource(volume, at, found);
    checkOwnNames(volume, podName, at, found);
    if (!volume.name) found.push(required(`${at}.name`));
    else checkDnsLabel(volume.name, `${at}.name`, found);
    if (names.has(volume.name)) checkUnique(volume.name, names, `${at}.name`, found);
    if (found.length === before) {
      names.add(volume.name);
      good.set(volume.name, volume);
    }
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && made.has(claim)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume';
      found.push(invalidValue(`${at}.persistentVolumeClaim.claimName`, claim, detail));
    }
  }
  return good;
}

/** Names that follow from the volume's name and must not become too long. */
function checkOwnNames({ name, iscsi, ephemeral }: Volume, podName: string, path: string, found: Found): void {
  if (iscsi) checkIscsiNames(iscsi, name, name, `${path}.name`, found);
  if (!ephemeral || !podName || !name) return;
  const claim = `${podName}-${name}`;
  for (const message of dns1123Subdomain(claim)) {
    found.push(invalidValue(`${path}.name`, name, `PVC name "${claim}": ${message}`));
  }
}
