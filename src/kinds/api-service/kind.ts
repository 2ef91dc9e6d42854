import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { pathSegment } from '../../api/names.ts';
import { keepStatus, statusOnly } from '../../api/strategy.ts';
import { rfc3339 } from '../../base/time.ts';
import { apiServiceColumns } from './columns.ts';
import { validateApiService, validateApiServiceStatus } from './validation.ts';

/** What the API server itself serves is available from the beginning. Models NewLocalAvailableAPIServiceCondition. */
function local(nowMs: number): NonNullable<APIService['status']> {
  const message = 'Local APIServices are always available';
  const lastTransitionTime = rfc3339(nowMs);
  return { conditions: [{ type: 'Available', status: 'True', lastTransitionTime, reason: 'Local', message }] };
}

/** Models SetDefaults_ServiceReference. */
function withPort(object: APIService): APIService {
  const { spec } = object;
  if (!spec?.service || spec.service.port !== undefined) return object;
  return { ...object, spec: { ...spec, service: { ...spec.service, port: 443 } } };
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
  defaults: withPort,
  prepareForCreate: (object, { nowMs }) => ({ ...object, status: object.spec?.service ? {} : local(nowMs) }),
  prepareForUpdate: keepStatus,
  validate: validateApiService,
  validateUpdate: validateApiService,
  status: statusOnly<APIService>(validateApiServiceStatus),
  columns: apiServiceColumns,
  fidelity: [
    { what: 'spec', level: 'simplified', note: 'availability is kept; only requests for metrics.k8s.io are passed on' },
  ],
};

export default APIServiceKind;
