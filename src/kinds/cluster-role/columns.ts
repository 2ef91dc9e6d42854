import type { ClusterRole } from '../../api/k8s/rbac-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { createdAtColumn, nameColumn } from '../../api/printing.ts';

/** The table that kinds without a printer have. Models rest.NewDefaultTableConvertor. */
export const clusterRoleColumns: readonly Column<ClusterRole>[] = [nameColumn, createdAtColumn];
