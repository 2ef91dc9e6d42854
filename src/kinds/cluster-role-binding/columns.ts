import type { ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { subjectColumns } from '../../api/rbac/subject-columns.ts';

/** Models printClusterRoleBinding. */
export const clusterRoleBindingColumns: readonly Column<ClusterRoleBinding>[] = [
  nameColumn,
  { name: 'Role', type: 'string', cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
  ageColumn,
  ...subjectColumns,
];
