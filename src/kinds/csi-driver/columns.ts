import type { CSIDriver } from '../../api/k8s/storage-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, orNone } from '../../api/printing.ts';

const tokenRequests = ({ spec }: CSIDriver): string =>
  spec.tokenRequests?.map(({ audience }) => audience).join(',') ?? '<unset>';

/** Models printCSIDriver. */
export const csiDriverColumns: readonly Column<CSIDriver>[] = [
  nameColumn,
  { name: 'AttachRequired', type: 'boolean', cell: ({ spec }) => spec.attachRequired ?? true },
  { name: 'PodInfoOnMount', type: 'boolean', cell: ({ spec }) => spec.podInfoOnMount ?? false },
  { name: 'StorageCapacity', type: 'boolean', cell: ({ spec }) => spec.storageCapacity ?? false },
  { name: 'TokenRequests', type: 'string', cell: tokenRequests },
  { name: 'RequiresRepublish', type: 'boolean', cell: ({ spec }) => spec.requiresRepublish ?? false },
  { name: 'Modes', type: 'string', cell: ({ spec }) => orNone(spec.volumeLifecycleModes?.join(',')) },
  ageColumn,
];
