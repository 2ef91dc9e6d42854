import type { NetworkPolicy } from '../../api/k8s/networking-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, orNone, selectorText } from '../../api/printing.ts';

/** Models printNetworkPolicy. */
export const networkPolicyColumns: readonly Column<NetworkPolicy>[] = [
  nameColumn,
  { name: 'Pod-Selector', type: 'string', cell: ({ spec }) => orNone(selectorText(spec?.podSelector)) },
  ageColumn,
];
