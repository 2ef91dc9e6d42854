import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { isBug } from '../../api/control/bug.ts';
import type { Controller, ControllerContext, EventHandler, WorkQueue } from '../../api/controller.ts';
import { type KubeObject, objectKey } from '../../api/object.ts';
import { type Process, sleep, waitAll } from '../../api/process.ts';
import { storageClassOf } from '../../api/storage.ts';
import { parseDuration } from '../../base/duration.ts';
import ClaimKind from '../persistent-volume-claim/kind.ts';
import PodKind from '../pod/kind.ts';
import StorageClassKind from '../storage-class/kind.ts';
import { type Binder, BY_CLAIM, BY_CLASS, claimKeyOf, createKnown, type Known } from './binder.ts';
import VolumeKind from './kind.ts';
import { syncClaim } from './sync-claim.ts';
import { syncVolume } from './sync-volume.ts';

/** All claims and volumes are looked at once in this time (--pvclaimbinder-sync-period). */
const RESYNC_MS: number = parseDuration(
  CONTROLLER_MANAGER_CONFIG.PersistentVolumeBinderController.PVClaimBinderSyncPeriod,
);
/** A volume that is being bound is looked at when that is over. */
const BINDING_MS = 10;

/** Binds claims and volumes, and sees to released volumes. Models pkg/controller/volume/persistentvolume. */
export const persistentVolumeBinder: Controller = {
  name: 'persistentvolume-binder-controller',
  account: 'persistent-volume-binder',
  start(context) {
    const binder = createBinder(context);
    const { volumeCache, claimCache, volumes, claims, volumeQueue, claimQueue } = binder;
    volumeCache.addIndex(BY_CLASS, (volume) => [storageClassOf(volume)]);
    volumeCache.addIndex(BY_CLAIM, (volume) => (volume.spec?.claimRef ? [claimKeyOf(volume)] : []));
    binder.pods.addIndex(BY_CLAIM, ({ metadata, spec }) =>
      (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: source }) =>
        source ? [`${metadata.namespace}/${source.claimName}`] : [],
      ),
    );
    volumeCache.addHandler(intoQueue(volumes, volumeQueue));
    claimCache.addHandler(intoQueue(claims, claimQueue));
    context.run(volumeQueue, 1, (name) => untilResync(lookAtVolume(binder, name)));
    context.run(claimQueue, 1, (key) => untilResync(lookAtClaim(binder, key)));
    context.spawn(resync(binder));
  },
};

export default persistentVolumeBinder;

function createBinder(context: ControllerContext): Binder {
  return {
    context,
    events: context.recorder('persistentvolume-controller'),
    volumeCache: context.informers.of(VolumeKind),
    claimCache: context.informers.of(ClaimKind),
    classes: context.informers.of(StorageClassKind),
    pods: context.informers.of(PodKind),
    volumes: createKnown(),
    claims: createKnown(),
    volumeQueue: context.queue('volumes'),
    claimQueue: context.queue('claims'),
    binding: new Set(),
    operations: new Set(),
    backOffs: new Map(),
  };
}

function intoQueue<T extends KubeObject>(known: Known<T>, queue: WorkQueue): EventHandler<T> {
  const seen = (object: T): void => {
    known.learn(object);
    queue.add(objectKey(object));
  };
  return { onAdd: seen, onUpdate: seen, onDelete: (object) => queue.add(objectKey(object)) };
}

/** A failure, mostly a conflict with a newer version, is left to that version's event or to the next resync. */
function* untilResync(work: Process<void>): Process<void> {
  try {
    yield* work;
  } catch (error) {
    if (isBug(error)) throw error;
  }
}

function* lookAtVolume(binder: Binder, name: string): Process<void> {
  const { volumeCache, volumes, volumeQueue, claimQueue, binding } = binder;
  if (binding.has(name)) {
    volumeQueue.addAfter(name, BINDING_MS);
    return;
  }
  const volume = volumeCache.get(name);
  if (volume) {
    if (volumes.learn(volume)) yield* syncVolume(binder, volume);
    return;
  }
  const gone = volumes.get(name);
  if (!gone) return;
  volumes.forget(name);
  if (gone.spec?.claimRef) claimQueue.add(claimKeyOf(gone));
}

function* lookAtClaim(binder: Binder, key: string): Process<void> {
  const { claimCache, claims, volumeQueue } = binder;
  const claim = claimCache.get(key);
  if (claim) {
    if (claims.learn(claim)) yield* syncClaim(binder, claim);
    return;
  }
  const gone = claims.get(key);
  claims.forget(key);
  if (gone?.spec?.volumeName) volumeQueue.add(gone.spec.volumeName);
}

function* resync({ volumeCache, claimCache, classes, pods, volumeQueue, claimQueue }: Binder): Process<void> {
  yield* waitAll([volumeCache.synced, claimCache.synced, classes.synced, pods.synced]);
  for (;;) {
    for (const claim of claimCache.list()) claimQueue.add(objectKey(claim));
    for (const volume of volumeCache.list()) volumeQueue.add(objectKey(volume));
    yield* sleep(RESYNC_MS);
  }
}
