import { fill } from '../../api/defaults/fill.ts';
import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { storageClassColumns } from './columns.ts';
import { validateStorageClass, validateStorageClassUpdate } from './validation.ts';
import { storageClassWarnings } from './warnings.ts';

/** Models pkg/registry/storage/storageclass. */
export const StorageClassKind: Kind<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.StorageClass',
  returnsDeleted: true,
  defaults: (object) => fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  warnings: (object) => storageClassWarnings(object),
  columns: storageClassColumns,
  fidelity: [
    { what: 'provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion', level: 'modelled' },
    { what: 'parameters, mountOptions', level: 'simplified', note: 'checked, stored and handed on to volumes' },
  ],
};

export default StorageClassKind;
