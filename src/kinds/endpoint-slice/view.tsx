import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { Section } from '../../widgets/section.tsx';

const most = 50;

function Endpoints({ object, context }: KindBodyProps<EndpointSlice>) {
  const { endpoints = [] } = object;
  return (
    <Section title="Endpoints">
      <ul className="lines">
        {endpoints.slice(0, most).map(({ addresses, targetRef, conditions, nodeName }) => (
          <li key={addresses.join()}>
            <span className="mono">{addresses.join(', ')}</span>{' '}
            {targetRef?.kind !== undefined && (
              <LinkTo
                kind={targetRef.kind}
                namespace={targetRef.namespace ?? ''}
                name={targetRef.name ?? ''}
                context={context}
              />
            )}
            <span className={conditions?.ready === false ? 'alarm' : 'muted'}>
              {` ${conditions?.ready === false ? 'not ready' : 'ready'}${conditions?.terminating === true ? ', terminating' : ''}${nodeName === undefined ? '' : ` on ${nodeName}`}`}
            </span>
          </li>
        ))}
      </ul>
      {endpoints.length > most && <p className="cap">{`and ${endpoints.length - most} more`}</p>}
    </Section>
  );
}

const EndpointSliceView: KindView<EndpointSlice> = {
  kind: 'EndpointSlice',
  resource: 'endpointslices.discovery.k8s.io',
  namespaced: true,
  say: ({ endpoints = [] }) => ({
    title: `${endpoints.filter(({ conditions }) => conditions?.ready !== false).length} of ${endpoints.length} ready`,
    text: 'It lists addresses behind a Service, a hundred at most. Every node’s kube-proxy watches it and rewrites its rules.',
  }),
  facts: (slice, context) => {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    return [
      {
        term: 'Service',
        value: service && (
          <LinkTo kind="Service" namespace={slice.metadata.namespace ?? ''} name={service} context={context} />
        ),
      },
      { term: 'Addresses', value: slice.addressType },
      {
        term: 'Ports',
        value: slice.ports
          ?.map(({ name, port, protocol }) => `${name ? `${name} ` : ''}${port}/${protocol}`)
          .join(', '),
      },
      { term: 'Created', value: context.clock(slice.metadata.creationTimestamp) },
    ];
  },
  Body: Endpoints,
};

export default EndpointSliceView;
