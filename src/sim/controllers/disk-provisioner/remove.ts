import { DISK_DRIVER } from '../../../api/cloud-disk.ts';
import type { PersistentVolume } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import type { Provisioner } from './provision.ts';

export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** Keeps a volume until its disk is gone (HonorPVReclaimPolicy). */
export const FINALIZER = 'external-provisioner.volume.kubernetes.io/finalizer';
const REMOVE_MS = 1_000;

/** Removes the disk behind a released volume, and then the volume. Throws while it is attached, to be tried again. */
export function* removeDisk({ context, volumes, attachments, events }: Provisioner, name: string): Process<void> {
  const volume = volumes.get(name);
  if (volume?.status?.phase !== 'Released' || volume.spec?.csi?.driver !== DISK_DRIVER) return;
  for (const { spec } of attachments.list()) {
    if (spec.source.persistentVolumeName !== name) continue;
    const text = `persistentvolume ${name} is still attached to node ${spec.nodeName}`;
    events.event(volume, 'Warning', 'VolumeFailedDelete', text);
    throw new Error(text);
  }
  yield* sleep(REMOVE_MS);
  try {
    yield* context.client.delete(VolumeKind, '', name);
    yield* letGo(context.client, yield* context.client.get(VolumeKind, '', name));
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

function* letGo(client: Provisioner['context']['client'], volume: PersistentVolume): Process<void> {
  const { finalizers = [] } = volume.metadata;
  if (!finalizers.includes(FINALIZER)) return;
  const metadata = { ...volume.metadata, finalizers: finalizers.filter((each) => each !== FINALIZER) };
  yield* client.update(VolumeKind, { ...volume, metadata });
}
