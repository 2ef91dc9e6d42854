import type { Namespace } from '../../api/k8s/core-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const NamespaceView: KindView<Namespace> = {
  kind: 'Namespace',
  resource: 'namespaces',
  namespaced: false,
  say: ({ status }) =>
    status?.phase === 'Terminating'
      ? {
          title: 'Terminating',
          text: 'The namespace controller deletes all that is in it; when nothing is left, the namespace goes too.',
        }
      : {
          title: 'Active',
          text: 'A room for names, rights and quotas. It is no wall for the network: Pods of all namespaces reach each other unless a NetworkPolicy says otherwise.',
        },
  facts: (namespace, context) => [
    { term: 'Finalizers', value: namespace.spec?.finalizers?.join(', ') },
    { term: 'Created', value: context.clock(namespace.metadata.creationTimestamp) },
  ],
  conditions: (object, context) => conditionsOf(object, context, () => true),
  actions: (namespace, context) => [deleteAction('namespace', namespace, context)],
  Body: ({ object }) => (
    <Section title="Labels">
      <Labels labels={object.metadata.labels} />
    </Section>
  ),
};

export default NamespaceView;
