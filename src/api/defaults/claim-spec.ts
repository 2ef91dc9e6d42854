import type { PersistentVolumeClaimSpec } from '../k8s/core-v1.gen.ts';
import { fill } from './fill.ts';

/** Completes the spec of a claim, or of a claim's template. Models SetDefaults_PersistentVolumeClaimSpec. */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  return fill(spec, { volumeMode: 'Filesystem', resources: {} });
}
