import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { PersistentVolumeClaim, Pod, Volume } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { replace } from '../../../base/shared.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.EphemeralVolumeController.ConcurrentEphemeralVolumeSyncs;

/** Makes the claims of Pods' generic ephemeral volumes. Models pkg/controller/volume/ephemeral. */
export const ephemeralVolumeController: Controller = {
  name: 'ephemeral-volume-controller',
  start(context) {
    const pods = context.informers.of(PodKind);
    const claims = context.informers.of(ClaimKind);
    const events = context.recorder('ephemeral_volume');
    const queue = context.queue('ephemeral_volume');
    pods.addHandler({
      onAdd(pod) {
        if (!isTerminating(pod) && pod.spec?.volumes?.some(({ ephemeral }) => ephemeral)) queue.add(objectKey(pod));
      },
    });
    claims.addHandler({
      onDelete(claim) {
        const owner = controllerOf(claim);
        if (owner?.kind === PodKind.kind) queue.add(`${claim.metadata.namespace}/${owner.name}`);
      },
    });
    context.run(queue, WORKERS, function* (key) {
      const pod = pods.get(key);
      if (!pod || isTerminating(pod)) return;
      for (const volume of pod.spec?.volumes ?? []) {
        try {
          if (volume.ephemeral) yield* ensureClaim(context, claims, pod, volume);
        } catch (error) {
          const text = `ephemeral volume ${volume.name}: ${(error as Error).message}`;
          events.event(pod, 'Warning', 'FailedBinding', text);
          throw error;
        }
      }
    });
  },
};

export default ephemeralVolumeController;

function* ensureClaim(
  { client }: ControllerContext,
  claims: Informer<PersistentVolumeClaim>,
  pod: Pod,
  volume: Volume,
): Process<void> {
  const { name: podName = '', namespace = '', uid = '' } = pod.metadata;
  const name = `${podName}-${volume.name}`;
  const known = claims.get(`${namespace}/${name}`);
  if (known) {
    if (controllerOf(known)?.uid === uid) return;
    throw new Error(`PVC ${namespace}/${name} was not created for pod ${namespace}/${podName} (pod is not owner)`);
  }
  const { metadata: { annotations, labels } = {}, spec } = volume.ephemeral?.volumeClaimTemplate ?? { spec: {} };
  const owner = {
    apiVersion: 'v1',
    kind: PodKind.kind,
    name: podName,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  const metadata = replace({ name, namespace, ownerReferences: [owner] }, { annotations, labels } as object);
  try {
    yield* client.create(ClaimKind, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
  } catch (error) {
    if (error instanceof Error) throw Object.assign(error, { message: `create PVC ${name}: ${error.message}` });
    throw error;
  }
}
