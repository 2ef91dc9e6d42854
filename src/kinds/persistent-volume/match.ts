import type { PersistentVolume, PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { storageClassOf } from '../../api/storage.ts';
import { hasAccessModes, hasSameMode, isBoundTo, isLargeEnough, sizeOf } from '../../api/volume-binding.ts';
import { compareQuantities } from '../../base/quantity.ts';

/** What keeps a volume from being the one that a claim names; undefined when nothing does. Models checkVolumeSatisfyClaim. */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (isTerminating(volume)) return `the volume is marked for deletion ${JSON.stringify(volume.metadata.name)}`;
  if (!isLargeEnough(volume, claim)) return 'requested PV is too small';
  if (storageClassOf(volume) !== storageClassOf(claim)) return 'storageClassName does not match';
  if (!hasSameMode(volume, claim)) return 'incompatible volumeMode';
  return hasAccessModes(volume, claim) ? undefined : 'incompatible accessMode';
}

/**
 * The volume for a claim: one that is reserved for it, else the smallest that is available and fits; of several kinds
 * of access the one with the fewest modes. With `delayed` only a reserved one, as the scheduler chooses. Models
 * findBestMatchForClaim and volume.FindMatchingVolume.
 */
export function findVolume(
  claim: PersistentVolumeClaim,
  candidates: Iterable<PersistentVolume>,
  delayed: boolean,
): PersistentVolume | undefined {
  const byModes = new Map<string, PersistentVolume[]>();
  for (const volume of candidates) {
    if (!hasAccessModes(volume, claim)) continue;
    const modes = [...(volume.spec?.accessModes ?? [])].sort();
    const key = `${modes.length} ${modes.join(',')}`;
    const others = byModes.get(key);
    if (others) others.push(volume);
    else byModes.set(key, [volume]);
  }
  for (const key of [...byModes.keys()].sort()) {
    const found = smallest(claim, byModes.get(key)!, delayed);
    if (found) return found;
  }
  return undefined;
}

function smallest(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  delayed: boolean,
): PersistentVolume | undefined {
  const wanted = storageClassOf(claim);
  const { selector } = claim.spec ?? {};
  const matcher = labelMatcher(selector);
  let best: PersistentVolume | undefined;
  for (const volume of volumes) {
    const { claimRef } = volume.spec ?? {};
    if (claimRef && !isBoundTo(volume, claim)) continue;
    if (!isLargeEnough(volume, claim) || !hasSameMode(volume, claim) || isTerminating(volume)) continue;
    if (claimRef) return volume;
    if (delayed || volume.status?.phase !== 'Available') continue;
    if (selector && !matcher.matches(volume.metadata.labels)) continue;
    if (storageClassOf(volume) !== wanted) continue;
    if (!best || compareQuantities(sizeOf(best), sizeOf(volume)) > 0) best = volume;
  }
  return best;
}
