import type { Service } from '../../api/k8s/core-v1.gen.ts';
import { ClientTraffic } from '../../widgets/client-traffic.tsx';
import type { KindBodyProps, KindContext, KindView, Saying } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { PodGlyph } from '../../widgets/pod-glyph.tsx';
import { Section } from '../../widgets/section.tsx';
import { Segmented } from '../../widgets/segmented.tsx';

const nameOf = (service: Service) => service.metadata.name ?? '';
const namespaceOf = (service: Service) => service.metadata.namespace ?? 'default';
const mostEndpoints = 24;
const rates = ['0', '1', '10', '50', '200'] as const;

function sayService(service: Service, context: KindContext): Saying {
  const { type = 'ClusterIP', selector = {}, externalName } = service.spec ?? {};
  if (type === 'ExternalName')
    return { title: type, text: `Its name is an alias of ${externalName ?? ''} in the DNS.` };
  const pods = context.endpointsOf(namespaceOf(service), nameOf(service));
  const ready = pods.filter((pod) => pod.ready).length;
  if (Object.keys(selector).length === 0)
    return {
      title: type,
      text: 'It has no selector: its endpoints are whatever somebody writes into its EndpointSlices.',
    };
  if (ready === 0)
    return {
      title: pods.length === 0 ? 'No Pod matches its selector' : 'None of its Pods is ready',
      wrong: true,
      text: 'Without a ready endpoint, every node’s kube-proxy refuses connections to its address.',
    };
  return {
    title: `${type}, ${ready} of ${pods.length} endpoints ready`,
    text: 'Every node’s kube-proxy sends connections to its address to one of its ready Pods, at random.',
  };
}

function Endpoints({ object, context }: KindBodyProps<Service>) {
  const pods = context.endpointsOf(namespaceOf(object), nameOf(object));
  if (pods.length === 0) return null;
  return (
    <Section title="Endpoints">
      <ul className="endpoints">
        {pods.slice(0, mostEndpoints).map((pod) => (
          <li key={pod.name}>
            <button type="button" onClick={() => context.open('Pod', namespaceOf(object), pod.name)}>
              <PodGlyph state={pod.state} />
              <span className="mono">{pod.name}</span>
              <span className="muted">{pod.ready ? pod.node : `${pod.node}, not ready`}</span>
            </button>
          </li>
        ))}
      </ul>
      {pods.length > mostEndpoints && <p className="cap">{`and ${pods.length - mostEndpoints} more`}</p>}
    </Section>
  );
}

function Traffic({ object, context }: KindBodyProps<Service>) {
  const port = object.spec?.ports?.find((each) => (each.protocol ?? 'TCP') === 'TCP')?.port;
  if (port === undefined) return null;
  const host = `${nameOf(object)}.${namespaceOf(object)}`;
  const clients = context
    .clients()
    .filter(({ row }) => new RegExp(`^https?://${host}(\\.svc[^/:]*)?(:${port})?(/|$)`).test(row.to));
  const name = `${nameOf(object)}-client`;
  const url = `http://${host}:${port}/`;
  const rps = clients.find(({ row }) => row.name === name && row.to === url)?.row.rps ?? 0;
  return (
    <Section title="Traffic">
      {context.canAct && (
        <div className="send">
          <span className="muted">Send requests, per second</span>
          <Segmented
            label="Send requests, per second"
            options={rates.map((id) => ({ id, label: id === '0' ? 'None' : id }))}
            value={String(rps) as (typeof rates)[number]}
            onChange={(rate) => context.sendTraffic(name, url, Number(rate))}
          />
        </div>
      )}
      {clients.map((client) => (
        <ClientTraffic key={`${client.row.name} ${client.row.to}`} client={client} nowMs={context.nowMs} />
      ))}
    </Section>
  );
}

function Body(props: KindBodyProps<Service>) {
  return (
    <>
      <Traffic {...props} />
      <Endpoints {...props} />
    </>
  );
}

const ServiceView: KindView<Service> = {
  kind: 'Service',
  resource: 'services',
  namespaced: true,
  say: sayService,
  facts: (service, context) => [
    { term: 'Cluster IP', value: service.spec?.clusterIP && <span className="mono">{service.spec?.clusterIP}</span> },
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
      run: () => context.run(`delete service ${nameOf(service)} -n ${namespaceOf(service)}`),
    },
  ],
  Body,
};

export default ServiceView;
