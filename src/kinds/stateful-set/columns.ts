import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, templateColumns } from '../../api/printing.ts';

/** Models printStatefulSet. */
export const statefulSetColumns: readonly Column<StatefulSet>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    cell: (object) => `${object.status?.readyReplicas ?? 0}/${object.spec?.replicas ?? 0}`,
  },
  ageColumn,
  ...templateColumns.slice(0, 2),
];
