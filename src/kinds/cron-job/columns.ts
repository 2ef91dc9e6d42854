import type { CronJob } from '../../api/k8s/batch-v1.gen.ts';
import type { PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, orNone, timeSince } from '../../api/printing.ts';
import { formatLabelSelector } from '../../api/selectors.ts';

const containersOf = (object: CronJob): PodSpec['containers'] =>
  object.spec?.jobTemplate?.spec?.template?.spec?.containers ?? [];

/** Models printCronJob. */
export const cronJobColumns: readonly Column<CronJob>[] = [
  nameColumn,
  { name: 'Schedule', type: 'string', cell: (object) => object.spec?.schedule ?? '' },
  { name: 'Timezone', type: 'string', cell: (object) => object.spec?.timeZone ?? '<none>' },
  { name: 'Suspend', type: 'boolean', cell: (object) => (object.spec?.suspend ? 'True' : 'False') },
  { name: 'Active', type: 'integer', cell: (object) => object.status?.active?.length ?? 0 },
  {
    name: 'Last Schedule',
    type: 'string',
    cell: ({ status }, nowMs) => (status?.lastScheduleTime ? timeSince(status.lastScheduleTime, nowMs) : '<none>'),
  },
  ageColumn,
  {
    name: 'Containers',
    type: 'string',
    priority: 1,
    cell: (object) =>
      containersOf(object)
        .map(({ name }) => name)
        .join(','),
  },
  {
    name: 'Images',
    type: 'string',
    priority: 1,
    cell: (object) =>
      containersOf(object)
        .map(({ image }) => image ?? '')
        .join(','),
  },
  {
    name: 'Selector',
    type: 'string',
    priority: 1,
    cell: (object) => orNone(formatLabelSelector(object.spec?.jobTemplate?.spec?.selector)),
  },
];
