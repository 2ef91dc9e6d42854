import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { keepStatus, statusOnly } from '../../api/strategy.ts';
import { rfc3339 } from '../../base/time.ts';
import { apiServiceColumns } from './columns.ts';

/** What the API server itself serves is available from the beginning. Models NewLocalAvailableAPIServiceCondition. */
function local(nowMs: number): NonNullable<APIService['status']> {
  const message = 'Local APIServices are always available';
  const lastTransitionTime = rfc3339(nowMs);
  return { conditions: [{ type: 'Available', status: 'True', lastTransitionTime, reason: 'Local', message }] };
}

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
  prepareForCreate: (object, { nowMs }) => ({ ...object, status: object.spec?.service ? {} : local(nowMs) }),
  prepareForUpdate: keepStatus,
  status: statusOnly(),
  columns: apiServiceColumns,
  fidelity: [
    { what: 'spec', level: 'simplified', note: 'availability is kept; only requests for metrics.k8s.io are passed on' },
  ],
};

export default APIServiceKind;
