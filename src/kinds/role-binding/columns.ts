import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { subjectColumns } from '../../api/rbac/subject-columns.ts';

/** Models printRoleBinding. */
export const roleBindingColumns: readonly Column<RoleBinding>[] = [
  nameColumn,
  { name: 'Role', type: 'string', cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
  ageColumn,
  ...subjectColumns,
];
