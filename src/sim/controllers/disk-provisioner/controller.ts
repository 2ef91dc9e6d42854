import { DISK_DRIVER } from '../../../api/cloud-disk.ts';
import type { Controller } from '../../../api/controller.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';
import StorageClassKind from '../../../kinds/storage-class/kind.ts';
import AttachmentKind from '../../../kinds/volume-attachment/kind.ts';
import { type Provisioner, provisionDisk } from './provision.ts';
import { PROVISIONED_BY, removeDisk } from './remove.ts';

const WORKERS = 10;
/** Failures are tried again after 1 s, doubled up to 5 min (--retry-interval-start, --retry-interval-max). */
const BACK_OFF = { baseMs: 1_000, maxMs: 300_000 };
const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';

/**
 * Makes and removes the simulated cloud's disks for claims of its classes. Models the external-provisioner that runs
 * beside a CSI driver; here it runs within the controller manager.
 */
export const diskProvisioner: Controller = {
  name: 'disk-provisioner',
  account: 'persistent-volume-binder',
  start(context) {
    const state: Provisioner = {
      context,
      claims: context.informers.of(ClaimKind),
      volumes: context.informers.of(VolumeKind),
      classes: context.informers.of(StorageClassKind),
      nodes: context.informers.of(NodeKind),
      attachments: context.informers.of(AttachmentKind),
      events: context.recorder(`${DISK_DRIVER}_csi-disk-controller-0`),
    };
    const toMake = context.queue('claims', BACK_OFF);
    const toRemove = context.queue('volumes', BACK_OFF);
    const wanted = (claim: PersistentVolumeClaim): void => {
      const { annotations } = claim.metadata;
      if (annotations?.[PROVISIONER] === DISK_DRIVER && !claim.spec?.volumeName) toMake.add(objectKey(claim));
    };
    const released = ({ metadata, spec, status }: PersistentVolume): void => {
      const ours = metadata.annotations?.[PROVISIONED_BY] === DISK_DRIVER;
      const free = status?.phase === 'Released' && spec?.persistentVolumeReclaimPolicy === 'Delete';
      if (ours && free) toRemove.add(metadata.name ?? '');
    };
    state.claims.addHandler({ onAdd: wanted, onUpdate: wanted });
    state.volumes.addHandler({ onAdd: released, onUpdate: released });
    context.run(toMake, WORKERS, (key) => provisionDisk(state, key));
    context.run(toRemove, WORKERS, (name) => removeDisk(state, name));
  },
};

export default diskProvisioner;
