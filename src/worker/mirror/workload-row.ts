import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Service } from '../../api/k8s/core-v1.gen.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import type { ServiceRow, WorkloadRow } from '../../protocol/view.ts';
import type { EndpointCount } from './endpoints.ts';

/** The row of a Deployment. */
export function deploymentRow(key: string, { metadata, spec, status }: Deployment): WorkloadRow {
  return {
    key,
    kind: 'Deployment',
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    desired: spec?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    image: spec?.template.spec?.containers[0]?.image ?? '',
  };
}

/** The row of a ReplicaSet that no Deployment owns. */
export function replicaSetRow(key: string, { metadata, spec, status }: ReplicaSet): WorkloadRow {
  return {
    key,
    kind: 'ReplicaSet',
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    desired: spec?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    image: spec?.template?.spec?.containers[0]?.image ?? '',
  };
}

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
