import type { PersistentVolume } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { PROVISIONED_BY } from './annotations.ts';
import { type Binder, claimKeyOf } from './binder.ts';
import VolumeKind from './kind.ts';
import { runOperation } from './operations.ts';
import { failVolume, unbind } from './writes.ts';

/** Emptying a directory: a Pod is started for it, runs and is removed. */
const RECYCLE_MS = 3_000;

/** Kinds of volumes that plug-ins of the controller manager know and cannot delete. */
const KNOWN = ['nfs', 'local'] as const;

/** What is done with a released volume by its policy. Models reclaimVolume. */
export function reclaim(binder: Binder, volume: PersistentVolume): void {
  const { name, uid } = volume.metadata;
  const { persistentVolumeReclaimPolicy: policy } = volume.spec ?? {};
  if (policy === 'Recycle') runOperation(binder, `recycle-${name}[${uid}]`, () => recycle(binder, name ?? ''));
  if (policy === 'Delete') runOperation(binder, `delete-${name}[${uid}]`, () => remove(binder, name ?? ''));
}

/** The volume as the API server has it, if it is still released. Models isVolumeReleased. */
function* releasedVolume({ context, claims }: Binder, name: string): Process<PersistentVolume | undefined> {
  let volume: PersistentVolume;
  try {
    volume = yield* context.client.get(VolumeKind, '', name);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
    return undefined;
  }
  const { claimRef } = volume.spec ?? {};
  if (!claimRef?.uid) return undefined;
  const claim = claims.get(claimKeyOf(volume));
  if (claim?.metadata.uid !== claimRef.uid) return volume;
  const boundTo = claim.spec?.volumeName;
  return boundTo && boundTo !== name ? volume : undefined;
}

function* recycle(binder: Binder, name: string): Process<void> {
  const volume = yield* releasedVolume(binder, name);
  if (!volume) return;
  const { hostPath, nfs } = volume.spec ?? {};
  if (!hostPath && !nfs) {
    yield* failVolume(binder, volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!');
    return;
  }
  yield* sleep(RECYCLE_MS);
  binder.events.event(volume, 'Normal', 'VolumeRecycled', 'Volume recycled');
  yield* unbind(binder, volume);
}

function* remove(binder: Binder, name: string): Process<void> {
  const volume = yield* releasedVolume(binder, name);
  if (!volume) return;
  const provisioner = volume.metadata.annotations?.[PROVISIONED_BY];
  if (provisioner && !provisioner.startsWith('kubernetes.io/')) return;
  const problem = undeletable(volume);
  if (problem !== undefined) {
    yield* failVolume(binder, volume, 'VolumeFailedDelete', problem);
    throw new Error(problem);
  }
  yield* binder.context.client.delete(VolumeKind, '', name);
}

/** Why the controller manager cannot delete what is behind a volume. Models findDeletablePlugin and the deleters. */
function undeletable({ metadata, spec }: PersistentVolume): string | undefined {
  const { path } = spec?.hostPath ?? {};
  if (path !== undefined) {
    return /\/tmp\/.+/.test(path) ? undefined : `host_path deleter only supports /tmp/.+ but received provided ${path}`;
  }
  const known = KNOWN.some((source) => spec?.[source] !== undefined);
  const why = known ? 'no deletable volume plugin matched' : 'no volume plugin matched';
  return `error getting deleter volume plugin for volume ${JSON.stringify(metadata.name)}: ${why}`;
}
