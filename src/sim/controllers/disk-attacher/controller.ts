import { DISK_DRIVER } from '../../../api/cloud-disk.ts';
import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { PersistentVolume } from '../../../api/k8s/core-v1.gen.ts';
import type { CSINode, VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import CSINodeKind from '../../../kinds/csi-node/kind.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import AttachmentKind from '../../../kinds/volume-attachment/kind.ts';

const WORKERS = 10;
/** Failures are tried again after 1 s, doubled up to 5 min (--retry-interval-start, --retry-interval-max). */
const BACK_OFF = { baseMs: 1_000, maxMs: 300_000 };
/** The cloud takes this long to give a disk to a machine, and to take it back. A guess at what clouds take. */
const ATTACH_MS: readonly [number, number] = [1_000, 3_000];
const DETACH_MS: readonly [number, number] = [1_000, 2_000];
const FINALIZER = `external-attacher/${DISK_DRIVER.replace(/[^A-Za-z0-9-]/g, '-')}`;
const NODE_ID = 'csi.alpha.kubernetes.io/node-id';
const MERGE = 'application/merge-patch+json' as const;
const VOLUME = 'volume';

interface Attacher {
  readonly context: ControllerContext;
  readonly attachments: Informer<VolumeAttachment>;
  readonly volumes: Informer<PersistentVolume>;
  readonly csiNodes: Informer<CSINode>;
}

/**
 * Has the simulated cloud attach its disks to machines and take them off, as VolumeAttachments ask for. Models the
 * external-attacher that runs beside a CSI driver; here it runs within the controller manager.
 */
export const diskAttacher: Controller = {
  name: 'disk-attacher',
  account: 'csi-disk-attacher',
  start(context) {
    const state: Attacher = {
      context,
      attachments: context.informers.of(AttachmentKind),
      volumes: context.informers.of(VolumeKind),
      csiNodes: context.informers.of(CSINodeKind),
    };
    state.attachments.addIndex(VOLUME, ({ spec }) => [spec.source.persistentVolumeName ?? '']);
    const queue = context.queue('attachments', BACK_OFF);
    const leaving = context.queue('volumes', BACK_OFF);
    const seen = ({ metadata, spec }: VolumeAttachment): void => {
      if (spec.attacher === DISK_DRIVER) queue.add(metadata.name ?? '');
    };
    const gone = (volume: PersistentVolume | undefined): void => {
      if (volume && isTerminating(volume)) leaving.add(volume.metadata.name ?? '');
    };
    state.attachments.addHandler({
      onAdd: seen,
      onUpdate: seen,
      onDelete: ({ spec }) => gone(state.volumes.get(spec.source.persistentVolumeName ?? '')),
    });
    state.volumes.addHandler({ onAdd: gone, onUpdate: gone });
    context.run(queue, WORKERS, (name) => serve(state, name));
    context.run(leaving, 1, (name) => letVolumeGo(state, name));
  },
};

export default diskAttacher;

function* serve(state: Attacher, name: string): Process<void> {
  const attachment = state.attachments.get(name);
  if (!attachment) return;
  if (isTerminating(attachment)) yield* detach(state, attachment);
  else if (!attachment.status?.attached) yield* attach(state, attachment);
}

function* attach(state: Attacher, { metadata, spec }: VolumeAttachment): Process<void> {
  const { context, csiNodes } = state;
  const { client } = context;
  const { name = '', finalizers = [] } = metadata;
  const writeStatus = (status: object): Process<unknown> =>
    client.patch(AttachmentKind, '', name, { type: MERGE, body: { status }, subresource: 'status' });
  const { nodeName } = spec;
  const driver = csiNodes.get(nodeName)?.spec.drivers.find((each) => each.name === DISK_DRIVER);
  if (!driver) {
    const message = `CSINode ${nodeName} does not contain driver ${DISK_DRIVER}`;
    yield* writeStatus({ attachError: { message, time: rfc3339(context.nowMs()) } });
    throw new Error(message);
  }
  if (!finalizers.includes(FINALIZER)) {
    const annotations = { [NODE_ID]: driver.nodeID };
    const body = { metadata: { annotations, finalizers: [...finalizers, FINALIZER] } };
    yield* client.patch(AttachmentKind, '', name, { type: MERGE, body });
  }
  yield* holdVolume(state, spec.source.persistentVolumeName ?? '');
  yield* sleep(context.random.uniform(...ATTACH_MS));
  yield* writeStatus({ attached: true, attachError: null });
}

function* detach({ context }: Attacher, { metadata }: VolumeAttachment): Process<void> {
  const { name = '', finalizers = [] } = metadata;
  if (!finalizers.includes(FINALIZER)) return;
  yield* sleep(context.random.uniform(...DETACH_MS));
  const body = { metadata: { finalizers: finalizers.filter((each) => each !== FINALIZER) } };
  try {
    yield* context.client.patch(AttachmentKind, '', name, { type: MERGE, body });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** A volume that has been attached does not go before it is detached. */
function* holdVolume({ context, volumes }: Attacher, name: string): Process<void> {
  const volume = volumes.get(name);
  if (!volume) throw new Error(`persistentvolume ${JSON.stringify(name)} not found`);
  const { finalizers = [], resourceVersion } = volume.metadata;
  if (finalizers.includes(FINALIZER)) return;
  const body = { metadata: { resourceVersion, finalizers: [...finalizers, FINALIZER] } };
  yield* context.client.patch(VolumeKind, '', name, { type: MERGE, body });
}

function* letVolumeGo({ context, volumes, attachments }: Attacher, name: string): Process<void> {
  const volume = volumes.get(name);
  const { finalizers = [], resourceVersion } = volume?.metadata ?? {};
  if (!volume || !isTerminating(volume) || !finalizers.includes(FINALIZER)) return;
  for (const _ of attachments.byIndex(VOLUME, name)) return;
  const body = { metadata: { resourceVersion, finalizers: finalizers.filter((each) => each !== FINALIZER) } };
  yield* context.client.patch(VolumeKind, '', name, { type: MERGE, body });
}
