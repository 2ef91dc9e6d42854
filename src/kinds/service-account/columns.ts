import type { ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printServiceAccount. */
export const serviceAccountColumns: readonly Column<ServiceAccount>[] = [
  nameColumn,
  { name: 'Secrets', type: 'string', cell: ({ secrets }) => secrets?.length ?? 0 },
  ageColumn,
];
