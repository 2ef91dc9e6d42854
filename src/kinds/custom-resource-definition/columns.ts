import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { createdAtColumn, nameColumn } from '../../api/printing.ts';

/** The table that kinds without a printer have. Models rest.NewDefaultTableConvertor. */
export const customResourceDefinitionColumns: readonly Column<CustomResourceDefinition>[] = [
  nameColumn,
  createdAtColumn,
];
