import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

function sayClaim({ status }: PersistentVolumeClaim): Saying {
  const phase = status?.phase ?? 'Pending';
  if (phase === 'Lost') return { title: phase, wrong: true, text: 'The volume that it was bound to exists no more.' };
  if (phase === 'Bound')
    return { title: phase, text: 'It has a volume of its own, and keeps it until the claim is deleted.' };
  return {
    title: phase,
    text: 'It waits for a volume: for one that fits, for its class to make one, or, where the class says so, for the first Pod that uses it.',
  };
}

const PersistentVolumeClaimView: KindView<PersistentVolumeClaim> = {
  kind: 'PersistentVolumeClaim',
  resource: 'persistentvolumeclaims',
  namespaced: true,
  say: sayClaim,
  facts: (claim, context) => {
    const { volumeName, storageClassName, accessModes, resources } = claim.spec ?? {};
    return [
      {
        term: 'Volume',
        value: volumeName ? (
          <LinkTo kind="PersistentVolume" namespace="" name={volumeName} context={context} />
        ) : (
          'none yet'
        ),
      },
      { term: 'Asks for', value: resources?.requests?.['storage'] },
      { term: 'Has', value: claim.status?.capacity?.['storage'] },
      { term: 'Access', value: accessModes?.join(', ') },
      {
        term: 'Class',
        value: storageClassName && (
          <LinkTo kind="StorageClass" namespace="" name={storageClassName} context={context} />
        ),
      },
      { term: 'Created', value: context.clock(claim.metadata.creationTimestamp) },
    ];
  },
  conditions: conditionsOf,
  actions: (claim, context) => [deleteAction('pvc', claim, context)],
};

export default PersistentVolumeClaimView;
