import { addFinalizer, awaitsFinalizer, lacksFinalizer, removeFinalizer } from '../../../api/control/protection.ts';
import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { PersistentVolumeClaim, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf, objectKey } from '../../../api/object.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import type { Process } from '../../../api/process.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';

const FINALIZER = 'kubernetes.io/pvc-protection';
const CLAIMS = 'claims-protected';

/** Keeps a claim that is to be deleted while a Pod uses it. Models pkg/controller/volume/pvcprotection. */
export const pvcProtection: Controller = {
  name: 'persistentvolumeclaim-protection-controller',
  account: 'pvc-protection-controller',
  start(context) {
    const { client } = context;
    const claims = context.informers.of(ClaimKind);
    const pods = context.informers.of(PodKind);
    const queue = context.queue('pvcprotection');
    pods.addIndex(CLAIMS, claimKeysOf);
    const seen = (claim: PersistentVolumeClaim): void => {
      if (awaitsFinalizer(claim, FINALIZER) || lacksFinalizer(claim, FINALIZER)) queue.add(objectKey(claim));
    };
    const letGo = (pod: Pod): void => {
      for (const key of claimKeysOf(pod)) queue.add(key);
    };
    const unlessRunning = (pod: Pod): void => {
      if (isPodTerminal(pod) || !pod.spec?.nodeName) letGo(pod);
    };
    claims.addHandler({ onAdd: seen, onUpdate: seen });
    pods.addHandler({
      onAdd: unlessRunning,
      onUpdate(pod, previous) {
        unlessRunning(pod);
        if (pod.metadata.uid !== previous.metadata.uid) letGo(previous);
      },
      onDelete: letGo,
    });
    context.run(queue, 1, function* (key) {
      const claim = claims.get(key);
      if (!claim) return;
      if (lacksFinalizer(claim, FINALIZER)) yield* addFinalizer(client, ClaimKind, claim, FINALIZER);
      if (!awaitsFinalizer(claim, FINALIZER) || (yield* isUsed(context, pods, claim))) return;
      yield* removeFinalizer(client, ClaimKind, claim, FINALIZER);
    });
  },
};

export default pvcProtection;

/** What the cache does not know is asked of the API server, as data are at stake. */
function* isUsed({ client }: ControllerContext, pods: Informer<Pod>, claim: PersistentVolumeClaim): Process<boolean> {
  for (const pod of pods.byIndex(CLAIMS, objectKey(claim))) if (uses(pod, claim)) return true;
  const { items } = yield* client.list(PodKind, claim.metadata.namespace ?? '');
  return items.some((pod) => uses(pod, claim));
}

/** Pods that no kubelet has seen do not count; one that has been shut down lets its own claims go. */
function uses(pod: Pod, claim: PersistentVolumeClaim): boolean {
  const { name, deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  if (!pod.spec?.nodeName) return false;
  const isShutDown = deletionTimestamp !== undefined && deletionGracePeriodSeconds === 0;
  return (pod.spec.volumes ?? []).some((volume) => {
    if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName === claim.metadata.name;
    const own = volume.ephemeral && `${name}-${volume.name}` === claim.metadata.name;
    return own && !isShutDown && controllerOf(claim)?.uid === pod.metadata.uid;
  });
}

function claimKeysOf({ metadata, spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral && `${metadata.name}-${name}`);
    return claim === undefined ? [] : [`${metadata.namespace}/${claim}`];
  });
}
