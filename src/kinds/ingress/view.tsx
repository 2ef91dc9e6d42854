import type { Ingress, IngressBackend } from '../../api/k8s/networking-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindContext, KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

function sayIngress({ spec, status }: Ingress): Saying {
  const addresses = status?.loadBalancer?.ingress ?? [];
  if (addresses.length === 0) return { title: kinds('noAddress'), text: kinds('ingressNoAddress') };
  return { title: kinds('inForce', { count: spec?.rules?.length ?? 0 }), text: kinds('ingressSays') };
}

interface BackendProps {
  readonly backend: IngressBackend | undefined;
  readonly namespace: string;
  readonly context: KindContext;
}

function Backend({ backend, namespace, context }: BackendProps) {
  const service = backend?.service;
  if (service === undefined) return <span className="muted">{backend?.resource?.kind ?? kinds('nothing')}</span>;
  return (
    <>
      <LinkTo kind="Service" namespace={namespace} name={service.name} context={context} />
      {`:${service.port?.number ?? service.port?.name ?? ''}`}
    </>
  );
}

function Rules({ object, context }: KindBodyProps<Ingress>) {
  const namespace = object.metadata.namespace ?? 'default';
  const { rules = [], defaultBackend } = object.spec ?? {};
  return (
    <Section title={terms('Rules')}>
      <ul className="lines">
        {rules.flatMap(({ host = '*', http }) =>
          (http?.paths ?? []).map(({ path = '/', pathType, backend }) => (
            <li key={`${host}${path}`}>
              <span className="mono">{`${host}${path}`}</span> <span className="muted">{pathType}</span>
              {' → '}
              <Backend backend={backend} namespace={namespace} context={context} />
            </li>
          )),
        )}
        {defaultBackend !== undefined && (
          <li>
            {kinds('allElse')} <Backend backend={defaultBackend} namespace={namespace} context={context} />
          </li>
        )}
      </ul>
    </Section>
  );
}

const IngressView: KindView<Ingress> = {
  kind: 'Ingress',
  resource: 'ingresses.networking.k8s.io',
  namespaced: true,
  say: sayIngress,
  facts: (ingress, context) => [
    {
      term: terms('Class'),
      value: ingress.spec?.ingressClassName && (
        <LinkTo kind="IngressClass" namespace="" name={ingress.spec.ingressClassName} context={context} />
      ),
    },
    {
      term: terms('Address'),
      value: ingress.status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname).join(', '),
    },
    { term: terms('TLS'), value: ingress.spec?.tls?.map(({ secretName }) => secretName).join(', ') },
    { term: terms('Created'), value: context.clock(ingress.metadata.creationTimestamp) },
  ],
  actions: (ingress, context) => [deleteAction('ingress', ingress, context)],
  Body: Rules,
};

export default IngressView;
