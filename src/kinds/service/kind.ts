import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { dns1035Label, maskTrailingDash } from '../../api/names.ts';
import { replace } from '../../base/shared.ts';
import { serviceColumns } from './columns.ts';
import { defaultService } from './defaults.ts';
import { validateServiceStatusUpdate } from './status-validation.ts';
import { prepareServiceCreate, prepareServiceUpdate } from './strategy.ts';
import { validateService, validateServiceUpdate } from './validation.ts';
import { serviceWarnings } from './warnings.ts';

/** Models pkg/registry/core/service. Cluster IPs and node ports are allocated by the API server. */
export const ServiceKind: Kind<Service> = {
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Service',
  returnsDeleted: true,
  validateName: (name, prefix) => dns1035Label(prefix ? maskTrailingDash(name) : name),
  allowCreateOnUpdate: true,
  defaults: defaultService,
  prepareForCreate: prepareServiceCreate,
  prepareForUpdate: prepareServiceUpdate,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  warnings: (service) => serviceWarnings(service),
  status: {
    prepareForUpdate: (next, previous) => replace<Service>(next, { spec: previous.spec }),
    validateUpdate: validateServiceStatusUpdate,
  },
  selectableFields: {
    'spec.clusterIP': (object) => object.spec?.clusterIP ?? '',
    'spec.type': (object) => object.spec?.type ?? '',
  },
  columns: serviceColumns,
  fidelity: [
    { what: 'spec.type: ClusterIP, NodePort, headless', level: 'modelled' },
    {
      what: 'spec.type: LoadBalancer',
      level: 'modelled',
      note: 'by the load balancers of a simulated cloud, with health checks',
    },
    {
      what: 'spec.type: ExternalName',
      level: 'simplified',
      note: 'an alias; names outside the cluster are not known',
      fields: ['spec.externalName'],
    },
    { what: 'spec.ipFamilies, spec.ipFamilyPolicy', level: 'simplified', note: 'the cluster has IPv4 only' },
    {
      what: 'spec.externalIPs',
      level: 'simplified',
      note: 'rules of nodes know them; nobody else routes them',
      fields: ['spec.externalIPs'],
    },
    { what: 'spec.loadBalancerSourceRanges', level: 'modelled' },
    { what: 'spec.trafficDistribution, spec.sessionAffinity, traffic policies', level: 'modelled' },
  ],
};

export default ServiceKind;
