import type { PersistentVolume } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { accessModesText, storageClassOf } from '../../api/storage.ts';
import { canonicalQuantity } from '../../base/quantity.ts';

const phase = ({ metadata, status }: PersistentVolume): string =>
  metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '');

const claim = ({ spec }: PersistentVolume): string =>
  spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '';

/** Models printPersistentVolume. */
export const persistentVolumeColumns: readonly Column<PersistentVolume>[] = [
  nameColumn,
  { name: 'Capacity', type: 'string', cell: ({ spec }) => canonicalQuantity(spec?.capacity?.['storage'] ?? '0') },
  { name: 'Access Modes', type: 'string', cell: ({ spec }) => accessModesText(spec?.accessModes) },
  { name: 'Reclaim Policy', type: 'string', cell: ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? '' },
  { name: 'Status', type: 'string', cell: phase },
  { name: 'Claim', type: 'string', cell: claim },
  { name: 'StorageClass', type: 'string', cell: storageClassOf },
  // The feature behind it is off.
  { name: 'VolumeAttributesClass', type: 'string', cell: () => '<unset>' },
  { name: 'Reason', type: 'string', cell: ({ status }) => status?.reason ?? '' },
  ageColumn,
  { name: 'VolumeMode', type: 'string', priority: 1, cell: ({ spec }) => spec?.volumeMode ?? '<unset>' },
];
