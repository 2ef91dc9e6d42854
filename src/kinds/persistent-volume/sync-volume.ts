import type { PersistentVolume, PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import { splitKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { hasSameMode } from '../../api/volume-binding.ts';
import ClaimKind from '../persistent-volume-claim/kind.ts';
import { isAnnotated, PROVISIONED_BY } from './annotations.ts';
import { type Binder, claimKeyOf } from './binder.ts';
import { reclaim } from './reclaim.ts';
import { unbind, writeVolumePhase } from './writes.ts';

/** Decides what is to be done with a volume. Models syncVolume. */
export function* syncVolume(binder: Binder, volume: PersistentVolume): Process<void> {
  const ref = volume.spec?.claimRef;
  if (!ref?.uid) {
    yield* writeVolumePhase(binder, volume, 'Available');
    return;
  }
  const key = claimKeyOf(volume);
  const claim = yield* findClaim(binder, volume, key, ref.uid);
  if (!claim) yield* release(binder, volume);
  else if (!claim.spec?.volumeName) {
    if (hasSameMode(volume, claim)) binder.claimQueue.add(key);
    else sayMismatch(binder, volume, claim);
  } else if (claim.spec.volumeName === volume.metadata.name) yield* writeVolumePhase(binder, volume, 'Bound');
  else if (isAnnotated(volume, PROVISIONED_BY) && volume.spec?.persistentVolumeReclaimPolicy === 'Delete') {
    yield* release(binder, volume);
  } else yield* unbind(binder, volume);
}

/** The claim that a volume names; what is not known, or known as another, is asked of the API server. */
function* findClaim(
  { claims, context }: Binder,
  { status }: PersistentVolume,
  key: string,
  uid: string,
): Process<PersistentVolumeClaim | undefined> {
  const known = claims.get(key);
  if (known?.metadata.uid === uid) return known;
  if (!known && (status?.phase === 'Released' || status?.phase === 'Failed')) return undefined;
  const { namespace, name } = splitKey(key);
  try {
    const claim = yield* context.client.get(ClaimKind, namespace, name);
    return claim.metadata.uid === uid ? claim : undefined;
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
    return undefined;
  }
}

function* release(binder: Binder, volume: PersistentVolume): Process<void> {
  const { phase } = volume.status ?? {};
  const done = phase === 'Released' || phase === 'Failed';
  reclaim(binder, done ? volume : yield* writeVolumePhase(binder, volume, 'Released'));
}

function sayMismatch({ events }: Binder, volume: PersistentVolume, claim: PersistentVolumeClaim): void {
  const [claimName, volumeName] = [claim, volume].map(({ metadata }) => JSON.stringify(metadata.name));
  const [toVolume, toClaim] = [
    `Cannot bind PersistentVolume to requested PersistentVolumeClaim ${claimName} due to incompatible volumeMode.`,
    `Cannot bind PersistentVolume ${volumeName} to requested PersistentVolumeClaim due to incompatible volumeMode.`,
  ];
  events.event(volume, 'Warning', 'VolumeMismatch', toVolume);
  events.event(claim, 'Warning', 'VolumeMismatch', toClaim);
}
