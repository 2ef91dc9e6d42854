import type { PodTemplate } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { labelsText, nameColumn } from '../../api/printing.ts';

/** Models printPodTemplate. */
export const podTemplateColumns: readonly Column<PodTemplate>[] = [
  nameColumn,
  {
    name: 'Containers',
    type: 'string',
    cell: (object) => (object.template?.spec?.containers ?? []).map(({ name }) => name).join(','),
  },
  {
    name: 'Images',
    type: 'string',
    cell: (object) => (object.template?.spec?.containers ?? []).map(({ image }) => image ?? '').join(','),
  },
  { name: 'Pod Labels', type: 'string', cell: (object) => labelsText(object.template?.metadata?.labels) },
];
