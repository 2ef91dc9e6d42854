import type { Service } from '../../api/k8s/core-v1.gen.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import type { ServiceRow } from '../../protocol/view.ts';
import type { EndpointCount } from './endpoints.ts';

const portsColumn = ServiceKind.columns.find((column) => column.name === 'Port(s)')!;
const externalColumn = ServiceKind.columns.find((column) => column.name === 'External-IP')!;

/** The row of a Service. */
export function serviceRow(service: Service, endpoints: EndpointCount): ServiceRow {
  return {
    namespace: service.metadata.namespace ?? '',
    name: service.metadata.name ?? '',
    type: service.spec?.type ?? 'ClusterIP',
    clusterIP: service.spec?.clusterIP ?? '',
    externalIP: String(externalColumn.cell(service, 0)),
    ports: String(portsColumn.cell(service, 0)),
    readyEndpoints: endpoints.ready,
    endpoints: endpoints.all,
    pods: endpoints.pods,
  };
}
