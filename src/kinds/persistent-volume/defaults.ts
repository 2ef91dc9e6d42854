import { changeField, fillZero } from '../../api/defaults/fill.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/k8s/core-v1.gen.ts';

const emptySpec: PersistentVolumeSpec = {};

/** Completes a volume. Models SetDefaults_PersistentVolume. */
export function defaultPersistentVolume(given: PersistentVolume): PersistentVolume {
  const volume = given.spec ? given : { ...given, spec: emptySpec };
  return changeField(volume, 'spec', (spec) =>
    fillZero(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
  );
}
