import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { keepStatus, statusOnly } from '../../api/strategy.ts';
import { without } from '../../base/shared.ts';
import { apiServiceColumns } from './columns.ts';

/** Models the apiservice registry of kube-aggregator. */
export const APIServiceKind: Kind<APIService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  schema: 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService',
  validateName: pathSegment,
  allowUnconditionalUpdate: false,
  prepareForCreate: (object) => without(object, 'status'),
  prepareForUpdate: keepStatus,
  status: statusOnly(),
  columns: apiServiceColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored; requests are not passed on' }],
};

export default APIServiceKind;
