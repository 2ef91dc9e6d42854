import type { PersistentVolumeClaim } from '../../../api/k8s/core-v1.gen.ts';
import { newestDefault } from './newest-default.ts';
import type { AdmissionPlugin } from './plugin.ts';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
const IS_DEFAULT = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

/** A claim that names no class gets the default one. Models plugin/pkg/admission/storage/storageclass/setdefault. */
export const defaultStorageClass: AdmissionPlugin = {
  resources: ['persistentvolumeclaims'],
  operations: ['CREATE'],
  admit(object, { server }) {
    const claim = object as unknown as PersistentVolumeClaim;
    if (claim.spec?.storageClassName !== undefined || object.metadata.annotations?.[BETA_CLASS] !== undefined)
      return object;
    const chosen = newestDefault(server.resources.named('storage.k8s.io', 'storageclasses'), IS_DEFAULT);
    if (!chosen) return object;
    return { ...object, spec: { ...claim.spec, storageClassName: chosen.metadata.name } } as typeof object;
  },
};
