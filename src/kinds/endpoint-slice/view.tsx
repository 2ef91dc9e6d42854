import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { Section } from '../../widgets/section.tsx';

const most = 50;

type Conditions = NonNullable<EndpointSlice['endpoints']>[number]['conditions'];

function stateText(conditions: Conditions, node: string | undefined): string {
  const ready = kinds(conditions?.ready === false ? 'notReady' : 'ready');
  const said = conditions?.terminating === true ? kinds('readyTerminating', { ready }) : ready;
  return node === undefined ? said : kinds('onNode', { said, node });
}

function Endpoints({ object, context }: KindBodyProps<EndpointSlice>) {
  const { endpoints = [] } = object;
  return (
    <Section title={terms('Endpoints')}>
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
              {` ${stateText(conditions, nodeName)}`}
            </span>
          </li>
        ))}
      </ul>
      {endpoints.length > most && <p className="cap">{kinds('andMore', { count: endpoints.length - most })}</p>}
    </Section>
  );
}

const EndpointSliceView: KindView<EndpointSlice> = {
  kind: 'EndpointSlice',
  resource: 'endpointslices.discovery.k8s.io',
  namespaced: true,
  say: ({ endpoints = [] }) => ({
    title: kinds('readyOf', {
      ready: endpoints.filter(({ conditions }) => conditions?.ready !== false).length,
      wanted: endpoints.length,
    }),
    text: kinds('sliceSays'),
  }),
  facts: (slice, context) => {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    return [
      {
        term: terms('Service'),
        value: service && (
          <LinkTo kind="Service" namespace={slice.metadata.namespace ?? ''} name={service} context={context} />
        ),
      },
      { term: terms('Addresses'), value: slice.addressType },
      {
        term: terms('Ports'),
        value: slice.ports
          ?.map(({ name, port, protocol }) => `${name ? `${name} ` : ''}${port}/${protocol}`)
          .join(', '),
      },
      { term: terms('Created'), value: context.clock(slice.metadata.creationTimestamp) },
    ];
  },
  Body: Endpoints,
};

export default EndpointSliceView;
