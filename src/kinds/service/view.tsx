import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';

const ServiceView: KindView<Service> = {
  kind: 'Service',
  resource: 'services',
  namespaced: true,
  say: (service) => {
    const selects = Object.keys(service.spec?.selector ?? {}).length > 0;
    return {
      title: service.spec?.type ?? 'ClusterIP',
      text: selects
        ? 'Every node’s kube-proxy sends connections to its address to one of the ready Pods that its selector matches, at random.'
        : 'It has no selector: its endpoints are whatever somebody writes into its EndpointSlices.',
    };
  },
  facts: (service, context) => [
    { term: 'Cluster IP', value: <span className="mono">{service.spec?.clusterIP}</span> },
    {
      term: 'Ports',
      value: (
        <span className="labels mono">
          {service.spec?.ports?.map((port) => (
            <span
              key={`${port.name}${port.port}`}
            >{`${port.port}${port.nodePort === undefined ? '' : `:${port.nodePort}`} → ${port.targetPort ?? port.port}/${port.protocol ?? 'TCP'}`}</span>
          ))}
        </span>
      ),
    },
    { term: 'Selector', value: <Labels labels={service.spec?.selector} /> },
    { term: 'Created', value: context.clock(service.metadata.creationTimestamp) },
  ],
  actions: (service, context) => [
    {
      label: 'Delete',
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete service ${service.metadata.name} -n ${service.metadata.namespace ?? 'default'}`),
    },
  ],
};

export default ServiceView;
