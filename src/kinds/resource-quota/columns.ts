import type { ResourceQuota } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';
import { canonicalQuantity } from '../../base/quantity.ts';

/** `pods: 1/4, requests.cpu: 250m/1` in the order of the names: the limits on limits, or all others. */
function usage({ status }: ResourceQuota, limits: boolean): string {
  const { hard = {}, used = {} } = status ?? {};
  return Object.keys(hard)
    .sort()
    .filter((name) => name.startsWith('limits.') === limits)
    .map((name) => `${name}: ${canonicalQuantity(used[name] ?? '0')}/${canonicalQuantity(hard[name]!)}`)
    .join(', ');
}

/** Models printResourceQuota. */
export const resourceQuotaColumns: readonly Column<ResourceQuota>[] = [
  nameColumn,
  ageColumn,
  { name: 'Request', type: 'string', cell: (quota) => usage(quota, false) },
  { name: 'Limit', type: 'string', cell: (quota) => usage(quota, true) },
];
