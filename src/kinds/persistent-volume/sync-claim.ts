import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { BETA_CLASS_ANNOTATION, defaultClassOf, storageClassOf } from '../../api/storage.ts';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, isBoundTo, SELECTED_NODE } from '../../api/volume-binding.ts';
import { isAnnotated } from './annotations.ts';
import { type Binder, BY_CLAIM, BY_CLASS } from './binder.ts';
import { findVolume, mismatch } from './match.ts';
import { provision } from './provision.ts';
import { bind, saveClaim, writeClaimStatus } from './writes.ts';

type Claim = PersistentVolumeClaim;

/** Decides what is to be done with a claim. Models syncClaim. */
export function* syncClaim(binder: Binder, claim: Claim): Process<void> {
  if (isAnnotated(claim, BIND_COMPLETED)) yield* syncBound(binder, claim);
  else if (claim.spec?.volumeName) yield* syncNamed(binder, claim, claim.spec.volumeName);
  else yield* syncUnbound(binder, claim);
}

/** A claim that takes any volume. */
function* syncUnbound(binder: Binder, claim: Claim): Process<void> {
  const { events, classes } = binder;
  const delayed = classes.get(storageClassOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer';
  const volume = findVolume(claim, candidatesOf(binder, claim), delayed);
  if (volume) {
    yield* bind(binder, volume, claim);
    return;
  }
  if (yield* takeDefaultClass(binder, claim)) return;
  if (delayed && !isAnnotated(claim, SELECTED_NODE)) sayWaiting(binder, claim);
  else if (storageClassOf(claim) !== '') {
    provision(binder, claim);
    return;
  } else {
    const text = 'no persistent volumes available for this claim and no storage class is set';
    events.event(claim, 'Normal', 'FailedBinding', text);
  }
  yield* writeClaimStatus(binder, claim, 'Pending', undefined);
}

/** Volumes that may fit: those of the claim's class and those that are reserved for it. */
function* candidatesOf({ volumeCache, volumes }: Binder, claim: Claim): Generator<PersistentVolume> {
  const seen = new Set<string>();
  const found = [
    ...volumeCache.byIndex(BY_CLAIM, objectKey(claim)),
    ...volumeCache.byIndex(BY_CLASS, storageClassOf(claim)),
  ];
  for (const { metadata } of found) {
    const name = metadata.name ?? '';
    if (seen.has(name)) continue;
    seen.add(name);
    const volume = volumes.get(name);
    if (volume) yield volume;
  }
}

/** A claim that was made before there was a default class gets it. Models assignDefaultStorageClass. */
function* takeDefaultClass(binder: Binder, claim: Claim): Process<boolean> {
  if (claim.spec?.storageClassName !== undefined || isAnnotated(claim, BETA_CLASS_ANNOTATION)) return false;
  const found = defaultClassOf(binder.classes.list());
  if (!found) return false;
  yield* saveClaim(binder, { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name ?? '' } });
  return true;
}

function sayWaiting({ events, pods }: Binder, claim: Claim): void {
  const waiting = [...pods.byIndex(BY_CLAIM, objectKey(claim))].filter(({ spec }) => !spec?.nodeName).map(nameOf);
  if (waiting.length === 0) {
    events.event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
    return;
  }
  const who = waiting.length > 1 ? `pods ${waiting.join(',')}` : `pod ${waiting[0]}`;
  events.event(claim, 'Normal', 'WaitForPodScheduled', `waiting for ${who} to be scheduled`);
}

function nameOf({ metadata }: Pod): string {
  return metadata.name ?? '';
}

/** A claim that asks for one volume. */
function* syncNamed(binder: Binder, claim: Claim, name: string): Process<void> {
  const { events } = binder;
  const volume = binder.volumes.get(name);
  if (volume) {
    const free = !volume.spec?.claimRef;
    const why = free ? mismatch(volume, claim) : undefined;
    if (why === undefined && (free || isBoundTo(volume, claim))) {
      yield* bind(binder, volume, claim);
      return;
    }
    if (why !== undefined) {
      events.event(
        claim,
        'Warning',
        'VolumeMismatch',
        `Cannot bind to requested volume ${JSON.stringify(name)}: ${why}`,
      );
    } else if (isAnnotated(claim, BOUND_BY_CONTROLLER)) return;
    else {
      const text = `volume ${JSON.stringify(name)} already bound to a different claim.`;
      events.event(claim, 'Warning', 'FailedBinding', text);
    }
  }
  yield* writeClaimStatus(binder, claim, 'Pending', undefined);
}

/** A claim that was bound once: its volume is still there, or the claim is lost. */
function* syncBound(binder: Binder, claim: Claim): Process<void> {
  const { volumeName } = claim.spec ?? {};
  if (!volumeName) {
    const text = 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!';
    yield* lose(binder, claim, 'ClaimLost', text);
    return;
  }
  const volume = binder.volumes.get(volumeName);
  const ref = volume?.spec?.claimRef;
  if (!volume) {
    yield* lose(binder, claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  } else if (!ref || ref.uid === claim.metadata.uid) yield* bind(binder, volume, claim);
  else {
    const text = 'Two claims are bound to the same volume, this one is bound incorrectly';
    yield* lose(binder, claim, 'ClaimMisbound', text);
  }
}

function* lose(binder: Binder, claim: Claim, reason: string, message: string): Process<void> {
  if (claim.status?.phase === 'Lost') return;
  const saved = yield* writeClaimStatus(binder, claim, 'Lost', undefined);
  binder.events.event(saved, 'Warning', reason, message);
}
