import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { PersistentVolume } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import { withoutFinalizer } from '../without-finalizer.ts';

const FINALIZER = 'kubernetes.io/pv-protection';
const WORKERS = 1;

/** A volume that is deleted stays as long as it is bound. Models pkg/controller/volume/pvprotection. */
export const volumeProtectionController: Controller = {
  name: 'persistentvolume-protection-controller',
  account: 'pv-protection-controller',
  start(context) {
    const volumes = context.informers.of(VolumeKind);
    const queue = context.queue('pvprotection');
    const want = ({ metadata }: PersistentVolume): void => queue.add(metadata.name!);
    volumes.addHandler({ onAdd: want, onUpdate: want });
    context.run(queue, WORKERS, (name) => protect(context, volumes, name));
  },
};

export default volumeProtectionController;

function* protect({ client }: ControllerContext, volumes: Informer<PersistentVolume>, name: string): Process<void> {
  const volume = volumes.get(name);
  if (!volume) return;
  const { deletionTimestamp, finalizers = [] } = volume.metadata;
  const isProtected = finalizers.includes(FINALIZER);
  let next: PersistentVolume | undefined;
  if (deletionTimestamp && isProtected && volume.status?.phase !== 'Bound') next = withoutFinalizer(volume, FINALIZER);
  else if (!deletionTimestamp && !isProtected) {
    next = { ...volume, metadata: { ...volume.metadata, finalizers: [...finalizers, FINALIZER] } };
  }
  if (!next) return;
  try {
    yield* client.update(VolumeKind, next);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
