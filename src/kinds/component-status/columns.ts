import type { ComponentCondition, ComponentStatus } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { nameColumn } from '../../api/printing.ts';

const health = ({ conditions }: ComponentStatus): ComponentCondition | undefined =>
  conditions?.find(({ type }) => type === 'Healthy');

function status(object: ComponentStatus): string {
  const found = health(object);
  return found ? (found.status === 'True' ? 'Healthy' : 'Unhealthy') : 'Unknown';
}

/** Models printComponentStatus. */
export const componentStatusColumns: readonly Column<ComponentStatus>[] = [
  nameColumn,
  { name: 'Status', type: 'string', cell: status },
  { name: 'Message', type: 'string', cell: (object) => health(object)?.message ?? '' },
  { name: 'Error', type: 'string', cell: (object) => health(object)?.error ?? '' },
];
