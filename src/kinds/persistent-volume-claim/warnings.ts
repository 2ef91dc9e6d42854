import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import { BETA_CLASS_ANNOTATION, BETA_CLASS_WARNING } from '../../api/storage.ts';
import { claimSpecWarnings } from '../../api/validation/pod-spec/volume-warnings.ts';

/** Models GetWarningsForPersistentVolumeClaim. */
export function claimWarnings({ metadata, spec = {} }: PersistentVolumeClaim): readonly string[] {
  const old = metadata.annotations?.[BETA_CLASS_ANNOTATION] !== undefined;
  return [...(old ? [BETA_CLASS_WARNING] : []), ...claimSpecWarnings(spec, 'spec')];
}
