import type { Endpoints } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const count = (subsets: Endpoints['subsets'], key: 'addresses' | 'notReadyAddresses'): number =>
  (subsets ?? []).reduce((sum, subset) => sum + (subset[key]?.length ?? 0), 0);

const EndpointsView: KindView<Endpoints> = {
  kind: 'Endpoints',
  resource: 'endpoints',
  namespaced: true,
  say: ({ subsets }) => ({
    title: kinds('readyAndNot', { ready: count(subsets, 'addresses'), not: count(subsets, 'notReadyAddresses') }),
    text: kinds('endpointsSays'),
  }),
  facts: ({ metadata, subsets = [] }, context) => [
    {
      term: terms('Service'),
      value: (
        <LinkTo kind="Service" namespace={metadata.namespace ?? ''} name={metadata.name ?? ''} context={context} />
      ),
    },
    {
      term: terms('Addresses'),
      value: subsets
        .flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip))
        .slice(0, 20)
        .join(', '),
    },
  ],
};

export default EndpointsView;
