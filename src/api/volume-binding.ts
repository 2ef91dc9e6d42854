import { compareQuantities } from '../base/quantity.ts';
import { replace } from '../base/shared.ts';
import type { PersistentVolume, PersistentVolumeClaim } from './k8s/core-v1.gen.ts';

/** On a claim: its binding has been completed once. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
/** A component, not the user, made the binding. */
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
/** On a claim: the node that the scheduler has chosen for its first consumer. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

const ZERO = '0';

/** Whether a volume is reserved for a claim or bound to it: a reference without UID fits every claim of that name. */
export function isBoundTo({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const ref = spec?.claimRef;
  if (ref?.name !== metadata.name || (ref?.namespace ?? '') !== (metadata.namespace ?? '')) return false;
  return !ref?.uid || ref.uid === metadata.uid;
}

/** The volume with a reference to the claim; itself if it has it. Models volume.GetBindVolumeToClaim. */
export function boundToClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  let next = volume;
  if (!isBoundTo(volume, claim)) {
    const annotations = { ...volume.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
    next = { ...next, metadata: { ...next.metadata, annotations } };
  }
  if (next === volume && volume.spec?.claimRef?.uid === uid) return volume;
  const reference = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  const claimRef = replace(reference, { name, namespace, uid, resourceVersion } as object);
  return { ...next, spec: { ...next.spec, claimRef } };
}

/** Whether a claim and its volume are bound to each other for good. */
export function isFullyBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return Boolean(spec?.volumeName) && metadata.annotations?.[BIND_COMPLETED] !== undefined;
}

/** How much a volume holds, as a quantity. */
export function sizeOf({ spec }: PersistentVolume): string | number {
  return spec?.capacity?.['storage'] ?? ZERO;
}

/** How much a claim asks for, as a quantity. */
export function requestOf({ spec }: PersistentVolumeClaim): string | number {
  return spec?.resources?.requests?.['storage'] ?? ZERO;
}

/** Whether a volume holds as much as a claim asks for. */
export function isLargeEnough(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return compareQuantities(sizeOf(volume), requestOf(claim)) >= 0;
}

/** Whether both are file systems or both are block devices. */
export function hasSameMode(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (volume.spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem');
}

/** Whether a volume can be accessed in all the ways that a claim asks for. */
export function hasAccessModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec?.accessModes ?? []).every((mode) => volume.spec?.accessModes?.includes(mode));
}
