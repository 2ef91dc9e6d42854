import type { PersistentVolume, PersistentVolumeSpec } from '../../api/k8s/core-v1.gen.ts';
import { BETA_CLASS_ANNOTATION, BETA_CLASS_WARNING } from '../../api/storage.ts';
import { nodeSelectorTermWarnings } from '../../api/validation/pod-spec/node-label-warnings.ts';

const RECYCLE =
  'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';

/** The sources that are on their way out. */
const OLD_SOURCES: readonly (readonly [keyof PersistentVolumeSpec, string])[] = [
  ['cephfs', 'cephfs: deprecated in v1.28, non-functional in v1.31+'],
  ['photonPersistentDisk', 'photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO: deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'storageOS: deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs: deprecated in v1.25, non-functional in v1.26+'],
  ['rbd', 'rbd: deprecated in v1.28, non-functional in v1.31+'],
];

/** Models GetWarningsForPersistentVolume. */
export function volumeWarnings({ metadata, spec = {} }: PersistentVolume): readonly string[] {
  const warnings: string[] = [];
  const { annotations = {} } = metadata;
  if (annotations[BETA_CLASS_ANNOTATION] !== undefined) warnings.push(BETA_CLASS_WARNING);
  if (spec.persistentVolumeReclaimPolicy === 'Recycle') warnings.push(RECYCLE);
  for (const [i, term] of (spec.nodeAffinity?.required?.nodeSelectorTerms ?? []).entries()) {
    warnings.push(...nodeSelectorTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${i}]`));
  }
  for (const [name, text] of OLD_SOURCES) if (spec[name] !== undefined) warnings.push(`spec.${text}`);
  return warnings;
}
