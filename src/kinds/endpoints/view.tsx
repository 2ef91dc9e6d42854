import type { Endpoints } from '../../api/k8s/core-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const count = (subsets: Endpoints['subsets'], key: 'addresses' | 'notReadyAddresses'): number =>
  (subsets ?? []).reduce((sum, subset) => sum + (subset[key]?.length ?? 0), 0);

const EndpointsView: KindView<Endpoints> = {
  kind: 'Endpoints',
  resource: 'endpoints',
  namespaced: true,
  say: ({ subsets }) => ({
    title: `${count(subsets, 'addresses')} ready, ${count(subsets, 'notReadyAddresses')} not`,
    text: 'The old list of a Service’s addresses, kept for those who still read it. kube-proxy reads EndpointSlices.',
  }),
  facts: ({ metadata, subsets = [] }, context) => [
    {
      term: 'Service',
      value: (
        <LinkTo kind="Service" namespace={metadata.namespace ?? ''} name={metadata.name ?? ''} context={context} />
      ),
    },
    {
      term: 'Addresses',
      value: subsets
        .flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip))
        .slice(0, 20)
        .join(', '),
    },
  ],
};

export default EndpointsView;
