import type { PersistentVolume } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { deleteAction } from '../../widgets/plain-view.ts';

function sayVolume({ spec, status }: PersistentVolume): Saying {
  const phase = status?.phase ?? 'Pending';
  const after = spec?.persistentVolumeReclaimPolicy === 'Delete' ? kinds('diskGoes') : kinds('diskStays');
  if (phase === 'Failed') return { title: phase, wrong: true, text: status?.message ?? '' };
  if (phase === 'Released') return { title: phase, text: kinds('released') };
  if (phase === 'Available') return { title: phase, text: kinds('available') };
  return { title: phase, text: after };
}

const PersistentVolumeView: KindView<PersistentVolume> = {
  kind: 'PersistentVolume',
  resource: 'persistentvolumes',
  namespaced: false,
  say: sayVolume,
  facts: (volume, context) => {
    const { claimRef, capacity, accessModes, storageClassName, persistentVolumeReclaimPolicy, csi } = volume.spec ?? {};
    return [
      {
        term: terms('Claim'),
        value: claimRef?.name && (
          <LinkTo
            kind="PersistentVolumeClaim"
            namespace={claimRef.namespace ?? ''}
            name={claimRef.name}
            context={context}
          />
        ),
      },
      { term: terms('Capacity'), value: capacity?.['storage'] },
      { term: terms('Access'), value: accessModes?.join(', ') },
      {
        term: terms('Class'),
        value: storageClassName && (
          <LinkTo kind="StorageClass" namespace="" name={storageClassName} context={context} />
        ),
      },
      { term: terms('Afterwards'), value: persistentVolumeReclaimPolicy },
      { term: terms('Driver'), value: csi?.driver },
      { term: terms('Created'), value: context.clock(volume.metadata.creationTimestamp) },
    ];
  },
  actions: (volume, context) => [deleteAction('persistentvolume', volume, context)],
};

export default PersistentVolumeView;
