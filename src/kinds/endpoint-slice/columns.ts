import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

const shown = 3;

function shortList(items: readonly string[]): string {
  if (items.length === 0) return '<unset>';
  const text = items.slice(0, shown).join(',');
  return items.length > shown ? `${text} + ${items.length - shown} more...` : text;
}

/** Models printEndpointSlice. */
export const endpointSliceColumns: readonly Column<EndpointSlice>[] = [
  nameColumn,
  { name: 'AddressType', type: 'string', cell: (object) => object.addressType },
  {
    name: 'Ports',
    type: 'string',
    cell: (object) => shortList((object.ports ?? []).map(({ port, name }) => (port ? String(port) : name || '*'))),
  },
  {
    name: 'Endpoints',
    type: 'string',
    cell: (object) => shortList((object.endpoints ?? []).flatMap((endpoint) => endpoint.addresses)),
  },
  ageColumn,
];
