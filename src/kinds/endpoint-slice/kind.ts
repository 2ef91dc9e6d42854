import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { deepEqual } from '../../base/equal.ts';
import { endpointSliceColumns } from './columns.ts';
import { defaultEndpointSlice } from './defaults.ts';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './validation.ts';

/** Models pkg/registry/discovery/endpointslice. */
export const EndpointSliceKind: Kind<EndpointSlice> = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  schema: 'io.k8s.api.discovery.v1.EndpointSlice',
  defaults: defaultEndpointSlice,
  prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
  prepareForUpdate(next, previous) {
    const same =
      next.addressType === previous.addressType &&
      deepEqual(next.endpoints, previous.endpoints) &&
      deepEqual(next.ports, previous.ports) &&
      deepEqual(next.metadata.labels, previous.metadata.labels);
    const generation = (previous.metadata.generation ?? 0) + (same ? 0 : 1);
    if (next.metadata.generation === generation) return next;
    return { ...next, metadata: { ...next.metadata, generation } };
  },
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  columns: endpointSliceColumns,
  fidelity: [{ what: 'endpoints, ports, hints', level: 'modelled' }],
};

export default EndpointSliceKind;
