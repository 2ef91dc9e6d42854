import type { PriorityLevelConfiguration } from '../../api/k8s/flowcontrol-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

const queuing = ({ spec }: PriorityLevelConfiguration) => spec?.limited?.limitResponse?.queuing;

/** Models printPriorityLevelConfiguration. */
export const priorityLevelConfigurationColumns: readonly Column<PriorityLevelConfiguration>[] = [
  nameColumn,
  { name: 'Type', type: 'string', cell: ({ spec }) => spec?.type ?? '' },
  {
    name: 'NominalConcurrencyShares',
    type: 'string',
    cell: ({ spec }) => (spec?.limited ? (spec.limited.nominalConcurrencyShares ?? 0) : '<none>'),
  },
  { name: 'Queues', type: 'string', cell: (object) => queuing(object)?.queues ?? '<none>' },
  { name: 'HandSize', type: 'string', cell: (object) => queuing(object)?.handSize ?? '<none>' },
  { name: 'QueueLengthLimit', type: 'string', cell: (object) => queuing(object)?.queueLengthLimit ?? '<none>' },
  ageColumn,
];
