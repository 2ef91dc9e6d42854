import type { ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, labelsText, nameColumn, templateColumns } from '../../api/printing.ts';

const [containers, images] = templateColumns as unknown as readonly Column<ReplicationController>[];

/** Models printReplicationController. */
export const replicationControllerColumns: readonly Column<ReplicationController>[] = [
  nameColumn,
  { name: 'Desired', type: 'integer', cell: (object) => object.spec?.replicas ?? 0 },
  { name: 'Current', type: 'integer', cell: (object) => object.status?.replicas ?? 0 },
  { name: 'Ready', type: 'integer', cell: (object) => object.status?.readyReplicas ?? 0 },
  ageColumn,
  containers!,
  images!,
  { name: 'Selector', type: 'string', priority: 1, cell: (object) => labelsText(object.spec?.selector) },
];
