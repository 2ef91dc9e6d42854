import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
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
    text:
      volumeBindingMode === 'WaitForFirstConsumer'
        ? 'A volume is made when the first Pod that uses the claim has a node, so that it lies in that node’s zone.'
        : 'A volume is made as soon as there is a claim, before it is known where its Pod will run.',
  }),
  facts: (given, context) => [
    { term: 'Provisioner', value: <span className="mono">{given.provisioner}</span> },
    {
      term: 'Default',
      value: given.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ? 'yes' : 'no',
    },
    { term: 'Afterwards', value: given.reclaimPolicy },
    { term: 'Expansion', value: given.allowVolumeExpansion === true ? 'allowed' : 'not allowed' },
    { term: 'Created', value: context.clock(given.metadata.creationTimestamp) },
  ],
  actions: (given, context) => [deleteAction('storageclass', given, context)],
  Body: ({ object }) => {
    const parameters = Object.entries(object.parameters ?? {});
    if (parameters.length === 0) return null;
    return (
      <Section title="Parameters">
        <Facts facts={parameters.map(([term, value]) => ({ term, value }))} />
      </Section>
    );
  },
};

export default StorageClassView;
