import type { ResourceQuota } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { resourceQuotaColumns } from './columns.ts';
import { defaultQuota } from './defaults.ts';
import { validateQuota, validateQuotaStatusUpdate, validateQuotaUpdate } from './validation.ts';

/** Models pkg/registry/core/resourcequota. */
export const ResourceQuotaKind: Kind<ResourceQuota> = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ResourceQuota',
  returnsDeleted: true,
  defaults: defaultQuota,
  prepareForCreate: ({ status: _unset, ...quota }) => ({ ...quota, status: {} }),
  prepareForUpdate: (next, previous) => replace<ResourceQuota>(next, { status: previous.status }),
  validate: validateQuota,
  validateUpdate: validateQuotaUpdate,
  status: {
    prepareForUpdate: (next, previous) => replace<ResourceQuota>(next, { spec: previous.spec }),
    validateUpdate: validateQuotaStatusUpdate,
  },
  columns: resourceQuotaColumns,
  fidelity: [{ what: 'spec.hard, spec.scopes, spec.scopeSelector', level: 'modelled' }],
};

export default ResourceQuotaKind;
