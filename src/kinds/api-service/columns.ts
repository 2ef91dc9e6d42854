import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

function service({ spec }: APIService): string {
  const given = spec?.service;
  return given ? `${given.namespace ?? ''}/${given.name ?? ''}` : 'Local';
}

function available({ status }: APIService): string {
  const condition = status?.conditions?.find(({ type }) => type === 'Available');
  if (!condition) return 'Unknown';
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason ?? ''})`;
}

/** Models printAPIService. */
export const apiServiceColumns: readonly Column<APIService>[] = [
  nameColumn,
  { name: 'Service', type: 'string', cell: service },
  { name: 'Available', type: 'string', cell: available },
  ageColumn,
];
