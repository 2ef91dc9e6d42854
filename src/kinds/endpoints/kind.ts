import type { Endpoints } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { endpointsColumns } from './columns.ts';
import { defaultEndpoints } from './defaults.ts';
import { validateEndpoints } from './validation.ts';

/** Models pkg/registry/core/endpoint. */
export const EndpointsKind: Kind<Endpoints> = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Endpoints',
  allowCreateOnUpdate: true,
  defaults: defaultEndpoints,
  validate: validateEndpoints,
  validateUpdate: validateEndpoints,
  columns: endpointsColumns,
  fidelity: [
    { what: 'subsets, over-capacity, trigger time', level: 'modelled' },
    { what: 'order of ports', level: 'simplified', note: 'by name, not by hash' },
    { what: 'mirroring to EndpointSlices', level: 'modelled' },
  ],
};

export default EndpointsKind;
