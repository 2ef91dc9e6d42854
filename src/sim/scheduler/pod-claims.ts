import type { PersistentVolumeClaim, Pod, Volume } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';

/** A claim that a volume of a Pod names. */
export interface PodClaim {
  readonly name: string;
  /** Made for this Pod by the ephemeral volume controller. */
  readonly isEphemeral: boolean;
}

/** The claim behind a volume of a Pod; undefined for volumes of other sorts. */
export function claimBehind(pod: Pod, volume: Volume): PodClaim | undefined {
  if (volume.persistentVolumeClaim) return { name: volume.persistentVolumeClaim.claimName, isEphemeral: false };
  return volume.ephemeral ? { name: `${pod.metadata.name}-${volume.name}`, isEphemeral: true } : undefined;
}

/** The claims that a Pod's volumes name, in the order of its volumes. */
export function claimsOf(pod: Pod): readonly PodClaim[] {
  return (pod.spec?.volumes ?? []).flatMap((volume) => claimBehind(pod, volume) ?? []);
}

/** Whether a Pod's volume names this claim itself, ephemeral ones left out. */
export function namesClaim(pod: Pod, claimName: string): boolean {
  return (pod.spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claimName);
}

/** Why an ephemeral claim is not the Pod's, undefined if it is. Models ephemeral.VolumeIsForPod. */
export function foreignClaim(pod: Pod, claim: PersistentVolumeClaim): string | undefined {
  const owner = controllerOf(claim);
  if (owner && owner.uid === pod.metadata.uid) return undefined;
  const { namespace, name } = claim.metadata;
  return `PVC ${namespace}/${name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`;
}

/** What a lister says of an object that it does not have, e.g. `persistentvolumeclaim "data" not found`. */
export function notFoundText(resource: string, name: string): string {
  return `${resource} ${JSON.stringify(name)} not found`;
}
