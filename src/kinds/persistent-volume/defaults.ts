import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import { defaultResourceList } from '../../api/defaults/resource-list.ts';
import { defaultVolumeSource } from '../../api/defaults/volumes.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/k8s/core-v1.gen.ts';

const emptySpec: PersistentVolumeSpec = {};

/** Completes a volume. Models SetDefaults_PersistentVolume. */
export function defaultPersistentVolume(given: PersistentVolume): PersistentVolume {
  const volume = given.spec ? given : { ...given, spec: emptySpec };
  return changeField(volume, 'spec', (spec) => {
    const complete = fillZero(spec, { persistentVolumeReclaimPolicy: 'Retain' });
    const sized = changeField(fill(complete, { volumeMode: 'Filesystem' }), 'capacity', defaultResourceList);
    return defaultVolumeSource(sized);
  });
}
