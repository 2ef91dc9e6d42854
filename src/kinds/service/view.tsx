import type { Service } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
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
  if (type === 'ExternalName') return { title: type, text: kinds('alias', { name: externalName ?? '' }) };
  const pods = context.endpointsOf(namespaceOf(service), nameOf(service));
  const ready = pods.filter((pod) => pod.ready).length;
  if (Object.keys(selector).length === 0)
    return {
      title: type,
      text: kinds('noSelector'),
    };
  if (ready === 0)
    return {
      title: pods.length === 0 ? kinds('noneMatches') : kinds('noneReady'),
      wrong: true,
      text: kinds('refusesSays'),
    };
  return {
    title: kinds('serviceReady', { type, ready, all: pods.length }),
    text: kinds('serviceSays'),
  };
}

function Endpoints({ object, context }: KindBodyProps<Service>) {
  const pods = context.endpointsOf(namespaceOf(object), nameOf(object));
  if (pods.length === 0) return null;
  return (
    <Section title={terms('Endpoints')}>
      <ul className="endpoints">
        {pods.slice(0, mostEndpoints).map((pod) => (
          <li key={pod.name}>
            <button type="button" onClick={() => context.open('Pod', namespaceOf(object), pod.name)}>
              <PodGlyph state={pod.state} />
              <span className="mono">{pod.name}</span>
              <span className="muted">{pod.ready ? pod.node : kinds('nodeNotReady', { node: pod.node })}</span>
            </button>
          </li>
        ))}
      </ul>
      {pods.length > mostEndpoints && <p className="cap">{kinds('andMore', { count: pods.length - mostEndpoints })}</p>}
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
    <Section title={terms('Traffic')}>
      {context.canAct && (
        <div className="send">
          <span className="muted">{kinds('sendRate')}</span>
          <Segmented
            label={kinds('sendRate')}
            options={rates.map((id) => ({ id, label: id === '0' ? kinds('noRate') : id }))}
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
    {
      term: terms('ClusterIP'),
      value: service.spec?.clusterIP && <span className="mono">{service.spec?.clusterIP}</span>,
    },
    {
      term: terms('Ports'),
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
    { term: terms('Selector'), value: <Labels labels={service.spec?.selector} /> },
    { term: terms('Created'), value: context.clock(service.metadata.creationTimestamp) },
  ],
  actions: (service, context) => [
    {
      label: terms('Delete'),
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete service ${nameOf(service)} -n ${namespaceOf(service)}`),
    },
  ],
  Body,
};

export default ServiceView;
