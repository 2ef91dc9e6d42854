import { DISK_DRIVER, ZONE_LABEL } from '../../../api/cloud-disk.ts';
import type { ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type {
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  VolumeNodeAffinity,
} from '../../../api/k8s/core-v1.gen.ts';
import type { StorageClass, VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { storageClassOf } from '../../../api/storage.ts';
import { SELECTED_NODE } from '../../../api/volume-binding.ts';
import { quantityValue } from '../../../base/quantity.ts';
import { replace } from '../../../base/shared.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';
import { FINALIZER, PROVISIONED_BY } from './remove.ts';
import { anyZone } from './zone.ts';

/** What the running provisioner holds. */
export interface Provisioner {
  readonly context: ControllerContext;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly volumes: Informer<PersistentVolume>;
  readonly classes: Informer<StorageClass>;
  readonly nodes: Informer<Node>;
  readonly attachments: Informer<VolumeAttachment>;
  readonly events: EventRecorder;
}

/** The cloud takes this long to make a disk. A guess at what clouds take. */
const MAKE_MS: readonly [number, number] = [1_500, 3_500];
const GIB = 1024 ** 3;
/** A disk is attached to one machine at a time. */
const MODES = new Set(['ReadWriteOnce', 'ReadWriteOncePod']);

/** Makes the disk and the volume that a claim waits for. Throws when that fails, to be tried again. */
export function* provisionDisk(state: Provisioner, key: string): Process<void> {
  const { context, claims, classes, events } = state;
  const claim = claims.get(key);
  const found = claim && classes.get(storageClassOf(claim));
  if (!claim || !found || claim.spec?.volumeName || isTerminating(claim)) return;
  const node = claim.metadata.annotations?.[SELECTED_NODE];
  if (found.volumeBindingMode === 'WaitForFirstConsumer' && node === undefined) return;
  const name = `pvc-${claim.metadata.uid}`;
  if (state.volumes.get(name)) return;
  events.event(claim, 'Normal', 'Provisioning', `External provisioner is provisioning volume for claim "${key}"`);
  yield* sleep(context.random.uniform(...MAKE_MS));
  if (claim.spec?.accessModes?.some((mode) => !MODES.has(mode))) {
    const why = 'rpc error: code = InvalidArgument desc = Volume capabilities not supported';
    const text = `failed to provision volume with StorageClass "${found.metadata.name}": ${why}`;
    events.event(claim, 'Warning', 'ProvisioningFailed', text);
    throw new Error(text);
  }
  try {
    yield* context.client.create(VolumeKind, newVolume(state, name, claim, found, node));
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
  events.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${name}`);
}

function newVolume(
  { nodes }: Provisioner,
  name: string,
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  nodeName: string | undefined,
): PersistentVolume {
  const { metadata, reclaimPolicy, mountOptions, parameters } = storageClass;
  const { accessModes, resources, volumeMode } = claim.spec ?? {};
  const { name: claimName, namespace, uid, resourceVersion } = claim.metadata;
  const gib = Math.max(1, Math.ceil(quantityValue(resources?.requests?.['storage'] ?? '0') / GIB));
  const chosen = nodeName === undefined ? undefined : nodes.get(nodeName);
  const zone = chosen ? chosen.metadata.labels?.[ZONE_LABEL] : anyZone(claimName ?? '', storageClass, nodes.list());
  const fsType = volumeMode === 'Block' ? undefined : (parameters?.['csi.storage.k8s.io/fstype'] ?? 'ext4');
  const claimRef = { apiVersion: 'v1', kind: ClaimKind.kind, name: claimName, namespace, uid, resourceVersion };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: {
        [PROVISIONED_BY]: DISK_DRIVER,
        'volume.kubernetes.io/provisioner-deletion-secret-name': '',
        'volume.kubernetes.io/provisioner-deletion-secret-namespace': '',
      },
      finalizers: [FINALIZER],
    },
    spec: replace(
      {
        capacity: { storage: `${gib}Gi` },
        claimRef: claimRef as NonNullable<PersistentVolume['spec']>['claimRef'] & object,
        csi: replace({ driver: DISK_DRIVER, volumeHandle: `disk-${uid}` }, { fsType } as object),
        persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
        storageClassName: metadata.name ?? '',
      },
      { accessModes, volumeMode, mountOptions, nodeAffinity: zone === undefined ? undefined : inZone(zone) } as object,
    ),
  };
}

function inZone(zone: string): VolumeNodeAffinity {
  return {
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE_LABEL, operator: 'In', values: [zone] }] }] },
  };
}
