import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

function sayClaim({ status }: PersistentVolumeClaim): Saying {
  const phase = status?.phase ?? 'Pending';
  if (phase === 'Lost') return { title: phase, wrong: true, text: kinds('claimLost') };
  if (phase === 'Bound') return { title: phase, text: kinds('claimBound') };
  return {
    title: phase,
    text: kinds('claimWaits'),
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
        term: terms('Volume'),
        value: volumeName ? (
          <LinkTo kind="PersistentVolume" namespace="" name={volumeName} context={context} />
        ) : (
          terms('noneYet')
        ),
      },
      { term: terms('AsksFor'), value: resources?.requests?.['storage'] },
      { term: terms('Has'), value: claim.status?.capacity?.['storage'] },
      { term: terms('Access'), value: accessModes?.join(', ') },
      {
        term: terms('Class'),
        value: storageClassName && (
          <LinkTo kind="StorageClass" namespace="" name={storageClassName} context={context} />
        ),
      },
      { term: terms('Created'), value: context.clock(claim.metadata.creationTimestamp) },
    ];
  },
  conditions: conditionsOf,
  actions: (claim, context) => [deleteAction('pvc', claim, context)],
};

export default PersistentVolumeClaimView;
