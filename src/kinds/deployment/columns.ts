import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, templateColumns } from '../../api/printing.ts';

/** Models printDeployment. */
export const deploymentColumns: readonly Column<Deployment>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    cell: (object) => `${object.status?.readyReplicas ?? 0}/${object.spec?.replicas ?? 0}`,
  },
  { name: 'Up-to-date', type: 'string', cell: (object) => object.status?.updatedReplicas ?? 0 },
  { name: 'Available', type: 'string', cell: (object) => object.status?.availableReplicas ?? 0 },
  ageColumn,
  ...templateColumns,
];
