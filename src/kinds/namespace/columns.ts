import type { Namespace } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printNamespace. */
export const namespaceColumns: readonly Column<Namespace>[] = [
  nameColumn,
  { name: 'Status', type: 'string', cell: (object) => object.status?.phase ?? '' },
  ageColumn,
];
