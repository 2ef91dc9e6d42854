import type { PodDisruptionBudget } from '../../api/k8s/policy-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printPodDisruptionBudget. */
export const podDisruptionBudgetColumns: readonly Column<PodDisruptionBudget>[] = [
  nameColumn,
  { name: 'Min Available', type: 'string', cell: (object) => String(object.spec?.minAvailable ?? 'N/A') },
  { name: 'Max Unavailable', type: 'string', cell: (object) => String(object.spec?.maxUnavailable ?? 'N/A') },
  { name: 'Allowed Disruptions', type: 'integer', cell: (object) => object.status?.disruptionsAllowed ?? 0 },
  ageColumn,
];
