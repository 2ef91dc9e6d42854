import type { PersistentVolumeClaim, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../../../api/object.ts';
import { storageClassOf } from '../../../../api/storage.ts';
import { isFullyBound } from '../../../../api/volume-binding.ts';
import type { Handle } from '../../framework.ts';
import { claimsOf, foreignClaim, notFoundText } from '../../pod-claims.ts';
import type { AssumeCache } from './assume-cache.ts';

type Claim = PersistentVolumeClaim;

/** A Pod's claims by what the scheduler has to do about them. */
export interface SortedClaims {
  /** Have their volume. */
  readonly bound: readonly Claim[];
  /** Wait for the Pod's node. */
  readonly delayed: readonly Claim[];
  /** Have to be bound by others before the Pod can go anywhere. */
  readonly immediate: readonly Claim[];
}

/** What keeps a Pod from being scheduled as long as its claims are as they are. Models podHasPVCs. */
export function claimProblem(pod: Pod, handle: Handle): string | undefined {
  for (const { name, isEphemeral } of claimsOf(pod)) {
    const claim = handle.get<Claim>('PersistentVolumeClaim', `${pod.metadata.namespace}/${name}`);
    const quoted = JSON.stringify(name);
    if (!claim) {
      if (!isEphemeral) return notFoundText('persistentvolumeclaim', name);
      return `waiting for ephemeral volume controller to create the persistentvolumeclaim ${quoted}`;
    }
    if (claim.status?.phase === 'Lost') {
      const volume = JSON.stringify(claim.spec?.volumeName ?? '');
      return `persistentvolumeclaim ${quoted} bound to non-existent persistentvolume ${volume}`;
    }
    if (isTerminating(claim)) return `persistentvolumeclaim ${quoted} is being deleted`;
    const problem = isEphemeral ? foreignClaim(pod, claim) : undefined;
    if (problem) return problem;
  }
  return undefined;
}

/** Sorts the claims of a Pod; those that do not exist are left out. Models GetPodVolumeClaims. */
export function sortClaims(pod: Pod, claims: AssumeCache<Claim>, handle: Handle): SortedClaims {
  const sorted = { bound: [] as Claim[], delayed: [] as Claim[], immediate: [] as Claim[] };
  for (const { name } of claimsOf(pod)) {
    const claim = claims.get(`${pod.metadata.namespace}/${name}`);
    if (!claim) continue;
    if (isFullyBound(claim)) sorted.bound.push(claim);
    else if (isDelayed(claim, handle) && !claim.spec?.volumeName) sorted.delayed.push(claim);
    else sorted.immediate.push(claim);
  }
  return sorted;
}

function isDelayed(claim: Claim, handle: Handle): boolean {
  const className = storageClassOf(claim);
  if (className === '') return false;
  return handle.get<StorageClass>('StorageClass', className)?.volumeBindingMode === 'WaitForFirstConsumer';
}
