import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { accessModesText, storageClassOf } from '../../api/storage.ts';
import { canonicalQuantity } from '../../base/quantity.ts';

const phase = ({ metadata, status }: PersistentVolumeClaim): string =>
  metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '');

/** What a claim got shows once it has a volume. */
const capacity = ({ spec, status }: PersistentVolumeClaim): string =>
  spec?.volumeName ? canonicalQuantity(status?.capacity?.['storage'] ?? '0') : '';

const accessModes = ({ spec, status }: PersistentVolumeClaim): string =>
  spec?.volumeName ? accessModesText(status?.accessModes) : '';

/** Models printPersistentVolumeClaim. */
export const persistentVolumeClaimColumns: readonly Column<PersistentVolumeClaim>[] = [
  nameColumn,
  { name: 'Status', type: 'string', cell: phase },
  { name: 'Volume', type: 'string', cell: ({ spec }) => spec?.volumeName ?? '' },
  { name: 'Capacity', type: 'string', cell: capacity },
  { name: 'Access Modes', type: 'string', cell: accessModes },
  { name: 'StorageClass', type: 'string', cell: storageClassOf },
  // The feature behind it is off.
  { name: 'VolumeAttributesClass', type: 'string', cell: () => '<unset>' },
  ageColumn,
  { name: 'VolumeMode', type: 'string', priority: 1, cell: ({ spec }) => spec?.volumeMode ?? '<unset>' },
];
