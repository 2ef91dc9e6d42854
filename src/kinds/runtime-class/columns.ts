import type { RuntimeClass } from '../../api/k8s/node-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printRuntimeClass. */
export const runtimeClassColumns: readonly Column<RuntimeClass>[] = [
  nameColumn,
  { name: 'Handler', type: 'string', cell: ({ handler }) => handler },
  ageColumn,
];
