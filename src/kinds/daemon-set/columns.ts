import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, labelsText, nameColumn, templateColumns } from '../../api/printing.ts';

/** Models printDaemonSet. */
export const daemonSetColumns: readonly Column<DaemonSet>[] = [
  nameColumn,
  { name: 'Desired', type: 'integer', cell: (object) => object.status?.desiredNumberScheduled ?? 0 },
  { name: 'Current', type: 'integer', cell: (object) => object.status?.currentNumberScheduled ?? 0 },
  { name: 'Ready', type: 'integer', cell: (object) => object.status?.numberReady ?? 0 },
  { name: 'Up-to-date', type: 'integer', cell: (object) => object.status?.updatedNumberScheduled ?? 0 },
  { name: 'Available', type: 'integer', cell: (object) => object.status?.numberAvailable ?? 0 },
  { name: 'Node Selector', type: 'string', cell: (object) => labelsText(object.spec?.template?.spec?.nodeSelector) },
  ageColumn,
  ...templateColumns,
];
