import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printSecret. */
export const secretColumns: readonly Column<Secret>[] = [
  nameColumn,
  { name: 'Type', type: 'string', cell: (object) => object.type ?? '' },
  { name: 'Data', type: 'string', cell: (object) => Object.keys(object.data ?? {}).length },
  ageColumn,
];
