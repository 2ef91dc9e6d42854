import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** Models printLease. */
export const leaseColumns: readonly Column<Lease>[] = [
  nameColumn,
  { name: 'Holder', type: 'string', cell: (object) => object.spec?.holderIdentity ?? '' },
  ageColumn,
];
