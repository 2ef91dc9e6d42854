import type { IngressClass } from '../../api/k8s/networking-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

function parameters({ spec }: IngressClass): string {
  const given = spec?.parameters;
  if (!given) return '<none>';
  return `${given.apiGroup === undefined ? given.kind : `${given.kind}.${given.apiGroup}`}/${given.name}`;
}

/** Models printIngressClass. */
export const ingressClassColumns: readonly Column<IngressClass>[] = [
  nameColumn,
  { name: 'Controller', type: 'string', cell: ({ spec }) => spec?.controller ?? '' },
  { name: 'Parameters', type: 'string', cell: parameters },
  ageColumn,
];
