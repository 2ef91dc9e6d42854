import { addFinalizer, awaitsFinalizer, lacksFinalizer, removeFinalizer } from '../../../api/control/protection.ts';
import type { Controller } from '../../../api/controller.ts';
import type { PersistentVolume } from '../../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';

const FINALIZER = 'kubernetes.io/pv-protection';

/** Keeps a volume that is to be deleted while it is bound. Models pkg/controller/volume/pvprotection. */
export const pvProtection: Controller = {
  name: 'persistentvolume-protection-controller',
  account: 'pv-protection-controller',
  start(context) {
    const { client } = context;
    const volumes = context.informers.of(VolumeKind);
    const queue = context.queue('pvprotection');
    const seen = (volume: PersistentVolume): void => {
      if (awaitsFinalizer(volume, FINALIZER) || lacksFinalizer(volume, FINALIZER)) queue.add(objectKey(volume));
    };
    volumes.addHandler({ onAdd: seen, onUpdate: seen });
    context.run(queue, 1, function* (name) {
      const volume = volumes.get(name);
      if (!volume) return;
      const bound = volume.status?.phase === 'Bound';
      if (awaitsFinalizer(volume, FINALIZER) && !bound) yield* removeFinalizer(client, VolumeKind, volume, FINALIZER);
      if (lacksFinalizer(volume, FINALIZER)) yield* addFinalizer(client, VolumeKind, volume, FINALIZER);
    });
  },
};

export default pvProtection;
