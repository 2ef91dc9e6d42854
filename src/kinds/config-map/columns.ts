import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printConfigMap. */
export const configMapColumns: readonly Column<ConfigMap>[] = [
  nameColumn,
  {
    name: 'Data',
    type: 'string',
    cell: ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
  },
  ageColumn,
];
