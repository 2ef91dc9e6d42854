import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { PersistentVolumeClaim, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import { withoutFinalizer } from '../without-finalizer.ts';

const FINALIZER = 'kubernetes.io/pvc-protection';
const BY_CLAIM = 'claim';
const WORKERS = 1;

/** A claim that is deleted stays as long as a Pod uses it. Models pkg/controller/volume/pvcprotection. */
export const volumeClaimProtectionController: Controller = {
  name: 'persistentvolumeclaim-protection-controller',
  account: 'pvc-protection-controller',
  start(context) {
    const claims = context.informers.of(ClaimKind);
    const pods = context.informers.of(PodKind);
    pods.addIndex(BY_CLAIM, claimsOf);
    const queue = context.queue('pvcprotection');
    const want = (claim: PersistentVolumeClaim): void => queue.add(objectKey(claim));
    claims.addHandler({ onAdd: want, onUpdate: want });
    const release = (pod: Pod): void => {
      for (const key of claimsOf(pod)) queue.add(key);
    };
    pods.addHandler({
      onUpdate: (pod) => {
        if (isPodTerminal(pod)) release(pod);
      },
      onDelete: release,
    });
    context.run(queue, WORKERS, (key) => protect(context, claims, pods, key));
  },
};

export default volumeClaimProtectionController;

/** Keys of the claims that a Pod names; those of ephemeral volumes are named after Pod and volume. */
function claimsOf({ metadata, spec }: Pod): readonly string[] {
  return (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral ? `${metadata.name}-${name}` : undefined);
    return claim === undefined ? [] : [`${metadata.namespace}/${claim}`];
  });
}

function* protect(
  { client }: ControllerContext,
  claims: Informer<PersistentVolumeClaim>,
  pods: Informer<Pod>,
  key: string,
): Process<void> {
  const claim = claims.get(key);
  if (!claim) return;
  const { deletionTimestamp, finalizers = [] } = claim.metadata;
  const isProtected = finalizers.includes(FINALIZER);
  let next: PersistentVolumeClaim | undefined;
  if (deletionTimestamp && isProtected && !isUsed(pods, key)) next = withoutFinalizer(claim, FINALIZER);
  else if (!deletionTimestamp && !isProtected) {
    next = { ...claim, metadata: { ...claim.metadata, finalizers: [...finalizers, FINALIZER] } };
  }
  if (!next) return;
  try {
    yield* client.update(ClaimKind, next);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** A Pod that no node has and one that has come to its end use nothing. */
function isUsed(pods: Informer<Pod>, key: string): boolean {
  for (const pod of pods.byIndex(BY_CLAIM, key)) if (pod.spec?.nodeName && !isPodTerminal(pod)) return true;
  return false;
}
