import type { ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';

const userOf = ({ metadata }: ServiceAccount): string =>
  `system:serviceaccount:${metadata.namespace ?? 'default'}:${metadata.name ?? ''}`;

const ServiceAccountView: KindView<ServiceAccount> = {
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  namespaced: true,
  say: () => ({
    title: 'Who its Pods are',
    text: 'Pods that run as it get a token, by which the API server knows them. What they may do, bindings say; by itself it may next to nothing.',
  }),
  facts: (account, context) => [
    { term: 'User', value: <span className="mono">{userOf(account)}</span> },
    { term: 'Token', value: account.automountServiceAccountToken === false ? 'not mounted' : 'mounted into its Pods' },
    { term: 'Pull secrets', value: account.imagePullSecrets?.map(({ name }) => name).join(', ') },
    { term: 'Created', value: context.clock(account.metadata.creationTimestamp) },
  ],
  actions: (account, context) => [deleteAction('serviceaccount', account, context)],
};

export default ServiceAccountView;
