import type { ComponentStatus } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { componentStatusColumns } from './columns.ts';

/** Computed when somebody asks. Models pkg/registry/core/componentstatus. */
export const ComponentStatusKind: Kind<ComponentStatus> = {
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  plural: 'componentstatuses',
  singular: 'componentstatus',
  shortNames: ['cs'],
  namespaced: false,
  deprecated: 'v1 ComponentStatus is deprecated in v1.19+',
  verbs: ['get', 'list'],
  schema: 'io.k8s.api.core.v1.ComponentStatus',
  columns: componentStatusColumns,
  fidelity: [
    { what: 'conditions', level: 'modelled', note: 'as the API server reaches the components at that moment' },
  ],
};

export default ComponentStatusKind;
