import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { isDefaultClass } from '../../api/storage.ts';

const name = (object: StorageClass): string =>
  `${object.metadata.name ?? ''}${isDefaultClass(object) ? ' (default)' : ''}`;

/** Models printStorageClass. */
export const storageClassColumns: readonly Column<StorageClass>[] = [
  { ...nameColumn, cell: name },
  { name: 'Provisioner', type: 'string', cell: (object) => object.provisioner },
  { name: 'ReclaimPolicy', type: 'string', cell: (object) => object.reclaimPolicy ?? 'Delete' },
  { name: 'VolumeBindingMode', type: 'string', cell: (object) => object.volumeBindingMode ?? 'Immediate' },
  { name: 'AllowVolumeExpansion', type: 'string', cell: (object) => object.allowVolumeExpansion ?? false },
  ageColumn,
];
