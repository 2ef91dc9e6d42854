import type { ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';

const userOf = ({ metadata }: ServiceAccount): string =>
  `system:serviceaccount:${metadata.namespace ?? 'default'}:${metadata.name ?? ''}`;

const ServiceAccountView: KindView<ServiceAccount> = {
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  namespaced: true,
  say: () => ({
    title: kinds('accountTitle'),
    text: kinds('accountSays'),
  }),
  facts: (account, context) => [
    { term: terms('User'), value: <span className="mono">{userOf(account)}</span> },
    {
      term: terms('Token'),
      value: account.automountServiceAccountToken === false ? kinds('notMounted') : kinds('mounted'),
    },
    { term: terms('PullSecrets'), value: account.imagePullSecrets?.map(({ name }) => name).join(', ') },
    { term: terms('Created'), value: context.clock(account.metadata.creationTimestamp) },
  ],
  actions: (account, context) => [deleteAction('serviceaccount', account, context)],
};

export default ServiceAccountView;
