import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const StorageClassView: KindView<StorageClass> = {
  kind: 'StorageClass',
  resource: 'storageclasses.storage.k8s.io',
  namespaced: false,
  say: ({ volumeBindingMode }) => ({
    title: volumeBindingMode ?? 'Immediate',
    text: volumeBindingMode === 'WaitForFirstConsumer' ? kinds('firstConsumer') : kinds('immediate'),
  }),
  facts: (given, context) => [
    { term: terms('Provisioner'), value: <span className="mono">{given.provisioner}</span> },
    {
      term: terms('Default'),
      value:
        given.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'
          ? terms('yes')
          : terms('no'),
    },
    { term: terms('Afterwards'), value: given.reclaimPolicy },
    { term: terms('Expansion'), value: given.allowVolumeExpansion === true ? 'allowed' : kinds('notAllowed') },
    { term: terms('Created'), value: context.clock(given.metadata.creationTimestamp) },
  ],
  actions: (given, context) => [deleteAction('storageclass', given, context)],
  Body: ({ object }) => {
    const parameters = Object.entries(object.parameters ?? {});
    if (parameters.length === 0) return null;
    return (
      <Section title={terms('Parameters')}>
        <Facts facts={parameters.map(([term, value]) => ({ term, value }))} />
      </Section>
    );
  },
};

export default StorageClassView;
