import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimStatus,
} from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, boundToClaim, sizeOf } from '../../api/volume-binding.ts';
import { deepEqual } from '../../base/equal.ts';
import { compareQuantities } from '../../base/quantity.ts';
import { replace } from '../../base/shared.ts';
import ClaimKind from '../persistent-volume-claim/kind.ts';
import { annotated, isAnnotated, unannotated } from './annotations.ts';
import type { Binder } from './binder.ts';
import VolumeKind from './kind.ts';

type Volume = PersistentVolume;
type Claim = PersistentVolumeClaim;

/** Binds a volume and a claim to each other, the volume first; each of the four writes only if it changes something. */
export function* bind(binder: Binder, volume: Volume, claim: Claim): Process<void> {
  const { name = '' } = volume.metadata;
  binder.binding.add(name);
  try {
    const bound = yield* writeVolumePhase(binder, yield* bindVolume(binder, volume, claim), 'Bound');
    yield* writeClaimStatus(binder, yield* bindClaim(binder, claim, bound), 'Bound', bound);
  } finally {
    binder.binding.delete(name);
  }
}

function* bindVolume(binder: Binder, volume: Volume, claim: Claim): Process<Volume> {
  const next = boundToClaim(volume, claim);
  return next === volume ? volume : yield* saveVolume(binder, next);
}

function* bindClaim(binder: Binder, claim: Claim, volume: Volume): Process<Claim> {
  const { name = '' } = volume.metadata;
  let next = claim;
  if (claim.spec?.volumeName !== name) {
    next = annotated(next, BOUND_BY_CONTROLLER, 'yes');
    next = { ...next, spec: { ...next.spec, volumeName: name } };
  }
  if (!isAnnotated(next, BIND_COMPLETED)) next = annotated(next, BIND_COMPLETED, 'yes');
  return next === claim ? claim : yield* saveClaim(binder, next);
}

/** Takes a binding back: what the controller bound is free, what the user bound stays reserved. */
export function* unbind(binder: Binder, volume: Volume): Process<void> {
  const byController = isAnnotated(volume, BOUND_BY_CONTROLLER);
  const claimRef = byController ? undefined : replace({ ...volume.spec?.claimRef }, { uid: undefined });
  const next = byController ? unannotated(volume, BOUND_BY_CONTROLLER) : volume;
  const saved = yield* saveVolume(binder, { ...next, spec: replace({ ...next.spec }, { claimRef }) });
  yield* writeVolumePhase(binder, saved, 'Available');
}

/** Writes the whole volume and remembers it. */
export function* saveVolume(binder: Binder, volume: Volume): Process<Volume> {
  const saved = yield* binder.context.client.update(VolumeKind, volume);
  binder.volumes.learn(saved);
  return saved;
}

/** Writes the whole claim and remembers it. */
export function* saveClaim(binder: Binder, claim: Claim): Process<Claim> {
  const saved = yield* binder.context.client.update(ClaimKind, claim);
  binder.claims.learn(saved);
  return saved;
}

/** Writes the phase of a volume if it is another. */
export function* writeVolumePhase(binder: Binder, volume: Volume, phase: string, message = ''): Process<Volume> {
  if (volume.status?.phase === phase) return volume;
  const status = replace({ ...volume.status }, { phase, message: message || undefined });
  const saved = yield* binder.context.client.updateStatus(VolumeKind, { ...volume, status });
  binder.volumes.learn(saved);
  return saved;
}

/** Marks a volume as failed and says why, once. */
export function* failVolume(binder: Binder, volume: Volume, reason: string, message: string): Process<void> {
  if (volume.status?.phase === 'Failed') return;
  const saved = yield* writeVolumePhase(binder, volume, 'Failed', message);
  binder.events.event(saved, 'Warning', reason, message);
}

/** Writes phase, modes and capacity of a claim if they have changed; without a volume it has neither. */
export function* writeClaimStatus(
  binder: Binder,
  claim: Claim,
  phase: string,
  volume: Volume | undefined,
): Process<Claim> {
  const status = claimStatus(claim, phase, volume);
  if (!status) return claim;
  const saved = yield* binder.context.client.updateStatus(ClaimKind, { ...claim, status });
  binder.claims.learn(saved);
  return saved;
}

/** Capacity follows the volume only when the phase changes: an expansion writes it itself. Models updateClaimStatus. */
function claimStatus(claim: Claim, phase: string, volume: Volume | undefined): PersistentVolumeClaimStatus | undefined {
  const before: PersistentVolumeClaimStatus = claim.status ?? {};
  const accessModes = volume?.spec?.accessModes;
  let next = replace(before, { phase });
  if (!deepEqual(before.accessModes, accessModes)) next = replace(next, { accessModes });
  if (!volume) next = replace(next, { capacity: undefined });
  else if (before.phase !== phase) {
    const had = before.capacity?.['storage'];
    const differs = had === undefined || compareQuantities(sizeOf(volume), had) !== 0;
    if (differs) next = replace(next, { capacity: volume.spec?.capacity });
  }
  return next === before ? undefined : next;
}
