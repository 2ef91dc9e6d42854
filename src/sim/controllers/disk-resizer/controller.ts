import { DISK_DRIVER } from '../../../api/cloud-disk.ts';
import type { Controller, ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimStatus,
} from '../../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { compareQuantities } from '../../../base/quantity.ts';
import { replace } from '../../../base/shared.ts';
import { rfc3339 } from '../../../base/time.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';

const WORKERS = 10;
const RESIZE_MS = 2_000;

interface Resizer {
  readonly context: ControllerContext;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly volumes: Informer<PersistentVolume>;
  readonly events: EventRecorder;
}

/**
 * Makes the simulated cloud's disks larger where claims ask for more; their file systems grow with them. Models the
 * external-resizer that runs beside a CSI driver.
 */
export const diskResizer: Controller = {
  name: 'disk-resizer',
  account: 'expand-controller',
  start(context) {
    const state: Resizer = {
      context,
      claims: context.informers.of(ClaimKind),
      volumes: context.informers.of(VolumeKind),
      events: context.recorder(`external-resizer ${DISK_DRIVER}`),
    };
    const queue = context.queue('resizer');
    const seen = (claim: PersistentVolumeClaim): void => {
      if (isTooSmall(claim)) queue.add(objectKey(claim));
    };
    state.claims.addHandler({ onAdd: seen, onUpdate: seen });
    context.run(queue, WORKERS, (key) => resize(state, key));
  },
};

export default diskResizer;

function wantedOf({ spec }: PersistentVolumeClaim): string {
  return spec?.resources?.requests?.['storage'] ?? '0';
}

function isTooSmall(claim: PersistentVolumeClaim): boolean {
  const has = claim.status?.capacity?.['storage'];
  return claim.status?.phase === 'Bound' && has !== undefined && compareQuantities(has, wantedOf(claim)) < 0;
}

function* resize({ context, claims, volumes, events }: Resizer, key: string): Process<void> {
  const claim = claims.get(key);
  const name = claim?.spec?.volumeName ?? '';
  const volume = volumes.get(name);
  if (!claim || !isTooSmall(claim) || volume?.spec?.csi?.driver !== DISK_DRIVER) return;
  const storage = wantedOf(claim);
  const now = rfc3339(context.nowMs());
  events.event(claim, 'Normal', 'Resizing', `External resizer is resizing volume ${name}`);
  const resizing: PersistentVolumeClaimStatus = {
    ...claim.status,
    allocatedResources: { ...claim.status?.allocatedResources, storage },
    allocatedResourceStatuses: { ...claim.status?.allocatedResourceStatuses, storage: 'ControllerResizeInProgress' },
    conditions: [{ type: 'Resizing', status: 'True', lastTransitionTime: now }],
  };
  const marked = yield* context.client.updateStatus(ClaimKind, { ...claim, status: resizing });
  yield* sleep(RESIZE_MS);
  const has = volume.spec?.capacity?.['storage'] ?? '0';
  if (compareQuantities(has, storage) < 0) {
    const current = yield* context.client.get(VolumeKind, '', name);
    const capacity = { ...current.spec?.capacity, storage };
    yield* context.client.update(VolumeKind, { ...current, spec: { ...current.spec, capacity } });
  }
  const done = replace<PersistentVolumeClaimStatus>(resizing, {
    allocatedResourceStatuses: undefined,
    capacity: { ...marked.status?.capacity, storage },
    conditions: undefined,
  });
  const saved = yield* context.client.updateStatus(ClaimKind, { ...marked, status: done });
  events.event(saved, 'Normal', 'VolumeResizeSuccessful', 'Resize volume succeeded');
}
