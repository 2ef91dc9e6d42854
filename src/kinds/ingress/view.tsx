import type { Ingress, IngressBackend } from '../../api/k8s/networking-v1.gen.ts';
import type { KindBodyProps, KindContext, KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

function sayIngress({ spec, status }: Ingress): Saying {
  const addresses = status?.loadBalancer?.ingress ?? [];
  const text =
    'It is a rule, not a server: an ingress controller’s Pods read it and pass requests on by host and path.';
  if (addresses.length === 0)
    return { title: 'No address yet', text: `${text} None of them has reported an address for it.` };
  return { title: `${spec?.rules?.length ?? 0} ${spec?.rules?.length === 1 ? 'rule' : 'rules'} in force`, text };
}

interface BackendProps {
  readonly backend: IngressBackend | undefined;
  readonly namespace: string;
  readonly context: KindContext;
}

function Backend({ backend, namespace, context }: BackendProps) {
  const service = backend?.service;
  if (service === undefined) return <span className="muted">{backend?.resource?.kind ?? 'nothing'}</span>;
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
    <Section title="Rules">
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
            {'all else → '}
            <Backend backend={defaultBackend} namespace={namespace} context={context} />
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
      term: 'Class',
      value: ingress.spec?.ingressClassName && (
        <LinkTo kind="IngressClass" namespace="" name={ingress.spec.ingressClassName} context={context} />
      ),
    },
    {
      term: 'Address',
      value: ingress.status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname).join(', '),
    },
    { term: 'TLS', value: ingress.spec?.tls?.map(({ secretName }) => secretName).join(', ') },
    { term: 'Created', value: context.clock(ingress.metadata.creationTimestamp) },
  ],
  actions: (ingress, context) => [deleteAction('ingress', ingress, context)],
  Body: Rules,
};

export default IngressView;
