import type { PersistentVolumeClaimSpec } from '../k8s/core-v1.gen.ts';
import { changeField, fill } from './fill.ts';
import { defaultResourceList } from './resource-list.ts';

/** Completes the spec of a claim, or of a claim's template. Models SetDefaults_PersistentVolumeClaimSpec. */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  return changeField(fill(spec, { volumeMode: 'Filesystem', resources: {} }), 'resources', (resources) =>
    changeField(changeField(resources, 'limits', defaultResourceList), 'requests', defaultResourceList),
  );
}
