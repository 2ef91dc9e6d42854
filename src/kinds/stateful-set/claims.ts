import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { OwnerReference } from '../../api/k8s/meta-v1.gen.ts';
import { controllerRef } from '../../api/meta.ts';
import { isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import PersistentVolumeClaimKind from '../persistent-volume-claim/kind.ts';
import type { State } from './controller.ts';
import { claimsOf, ordinalOf, ordinalRange } from './identity.ts';

/** Creates the claims that a Pod needs and that are not there. Models createPersistentVolumeClaims. */
export function* createClaims(state: State, set: StatefulSet, pod: Pod): Process<void> {
  const { client } = state.context;
  for (const { claim } of claimsOf(set, ordinalOf(pod))) {
    const { namespace = '', name = '' } = claim.metadata;
    const known = state.claims.get(`${namespace}/${name}`);
    if (known) {
      if (isTerminating(known)) throw new Error(`pvc ${name} is being deleted`);
      continue;
    }
    const of = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
    try {
      yield* client.create(PersistentVolumeClaimKind, claim);
    } catch (error) {
      if (isReason(error, 'AlreadyExists')) continue;
      const { message } = error as Error;
      const text = `create Claim ${name} for ${of} failed error: ${message}`;
      state.recorder.event(set, 'Warning', 'FailedCreate', text);
      throw new Error(`failed to create PVC ${name}: ${message}`);
    }
    state.recorder.event(set, 'Normal', 'SuccessfulCreate', `create Claim ${name} ${of} success`);
  }
}

/** Lets the claims of a Pod go, or not, with the set or the Pod, as the retention policy says. */
export function* retainClaims(state: State, set: StatefulSet, pod: Pod): Process<void> {
  for (const { claim } of claimsOf(set, ordinalOf(pod))) {
    const known = state.claims.get(`${claim.metadata.namespace}/${claim.metadata.name}`);
    if (!known) continue;
    const ownerReferences = claimOwners(set, pod, known);
    if (deepEqual(ownerReferences, known.metadata.ownerReferences ?? [])) continue;
    yield* state.context.client.update(PersistentVolumeClaimKind, {
      ...known,
      metadata: { ...known.metadata, ownerReferences },
    });
  }
}

/**
 * The owners that a claim should have: the set when claims go with it, the Pod when it has to go and its claim too.
 * Models updateClaimOwnerRefForSetAndPod.
 */
export function claimOwners(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim): readonly OwnerReference[] {
  const { whenDeleted, whenScaled } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {};
  const { start, count } = ordinalRange(set);
  const ordinal = ordinalOf(pod);
  const isSurplus = ordinal < start || ordinal >= start + count;
  const goesWithPod = whenScaled === 'Delete' && isSurplus;
  const goesWithSet = whenDeleted === 'Delete' && !goesWithPod;
  const owners = (claim.metadata.ownerReferences ?? []).filter(
    ({ uid }) => uid !== set.metadata.uid && uid !== pod.metadata.uid,
  );
  if (goesWithSet) return [...owners, controllerRef(set)];
  if (goesWithPod && pod.metadata.uid) {
    return [...owners, controllerRef({ ...pod, apiVersion: 'v1', kind: 'Pod' })];
  }
  return owners;
}
