import { defaultClaimSpec } from '../../api/defaults/claim-spec.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/k8s/core-v1.gen.ts';

const emptySpec: PersistentVolumeClaimSpec = {};

/** Completes a claim. Models SetDefaults_PersistentVolumeClaim. */
export function defaultPersistentVolumeClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec = defaultClaimSpec(claim.spec ?? emptySpec);
  return spec === claim.spec ? claim : { ...claim, spec };
}
