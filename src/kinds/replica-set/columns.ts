import type { ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, templateColumns } from '../../api/printing.ts';

/** Models printReplicaSet. */
export const replicaSetColumns: readonly Column<ReplicaSet>[] = [
  nameColumn,
  { name: 'Desired', type: 'integer', cell: (object) => object.spec?.replicas ?? 0 },
  { name: 'Current', type: 'integer', cell: (object) => object.status?.replicas ?? 0 },
  { name: 'Ready', type: 'integer', cell: (object) => object.status?.readyReplicas ?? 0 },
  ageColumn,
  ...templateColumns,
];
