import type { Namespace } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
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
          title: kinds('terminating'),
          text: kinds('namespaceGoes'),
        }
      : {
          title: kinds('active'),
          text: kinds('namespaceSays'),
        },
  facts: (namespace, context) => [
    { term: terms('Finalizers'), value: namespace.spec?.finalizers?.join(', ') },
    { term: terms('Created'), value: context.clock(namespace.metadata.creationTimestamp) },
  ],
  conditions: (object, context) => conditionsOf(object, context, () => true),
  actions: (namespace, context) => [deleteAction('namespace', namespace, context)],
  Body: ({ object }) => (
    <Section title={terms('Labels')}>
      <Labels labels={object.metadata.labels} />
    </Section>
  ),
};

export default NamespaceView;
