import type { PriorityClass } from '../../api/k8s/scheduling-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printPriorityClass. */
export const priorityClassColumns: readonly Column<PriorityClass>[] = [
  nameColumn,
  { name: 'Value', type: 'integer', cell: ({ value }) => value ?? 0 },
  { name: 'Global-Default', type: 'boolean', cell: ({ globalDefault }) => globalDefault ?? false },
  ageColumn,
  {
    name: 'PreemptionPolicy',
    type: 'string',
    cell: ({ preemptionPolicy }) => preemptionPolicy ?? 'PreemptLowerPriority',
  },
];
