import type { PersistentVolume } from '../../api/k8s/core-v1.gen.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { deleteAction } from '../../widgets/plain-view.ts';

function sayVolume({ spec, status }: PersistentVolume): Saying {
  const phase = status?.phase ?? 'Pending';
  const after =
    spec?.persistentVolumeReclaimPolicy === 'Delete'
      ? 'When its claim is deleted, the disk goes too.'
      : 'When its claim is deleted, the disk and what is on it stay.';
  if (phase === 'Failed') return { title: phase, wrong: true, text: status?.message ?? '' };
  if (phase === 'Released')
    return { title: phase, text: 'Its claim is gone. No other claim gets it before somebody takes the claimRef away.' };
  if (phase === 'Available') return { title: phase, text: 'No claim has it yet.' };
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
        term: 'Claim',
        value: claimRef?.name && (
          <LinkTo
            kind="PersistentVolumeClaim"
            namespace={claimRef.namespace ?? ''}
            name={claimRef.name}
            context={context}
          />
        ),
      },
      { term: 'Capacity', value: capacity?.['storage'] },
      { term: 'Access', value: accessModes?.join(', ') },
      {
        term: 'Class',
        value: storageClassName && (
          <LinkTo kind="StorageClass" namespace="" name={storageClassName} context={context} />
        ),
      },
      { term: 'Afterwards', value: persistentVolumeReclaimPolicy },
      { term: 'Driver', value: csi?.driver },
      { term: 'Created', value: context.clock(volume.metadata.creationTimestamp) },
    ];
  },
  actions: (volume, context) => [deleteAction('persistentvolume', volume, context)],
};

export default PersistentVolumeView;
