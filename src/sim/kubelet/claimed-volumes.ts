import type { PersistentVolume } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import { quantityValue } from '../../base/quantity.ts';
import VolumeKind from '../../kinds/persistent-volume/kind.ts';
import ClaimKind from '../../kinds/persistent-volume-claim/kind.ts';
import { ConnectionError } from '../network/network.ts';
import { SysError } from '../shell/errors.ts';
import { usedBytes, type Volume } from '../shell/fs/volume.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import type { Runtime } from './runtime.ts';

/** A volume that cannot be found, and why. */
class Unprocessed extends Error {}

/**
 * Finds the volumes behind a Pod's claims. False when one is not there or not bound yet, which an Event says. Models
 * pkg/kubelet/volumemanager/populator.
 */
export function* findClaimed(kubelet: KubeletState, record: PodRecord): Process<boolean> {
  const found = new Map<string, PersistentVolume>();
  const problems: { readonly volume: string; readonly message: string }[] = [];
  const { name: podName = '' } = record.pod.metadata;
  for (const { name, persistentVolumeClaim, ephemeral } of record.pod.spec?.volumes ?? []) {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral && `${podName}-${name}`);
    if (claim === undefined) continue;
    try {
      found.set(name, yield* volumeOfClaim(kubelet, record, claim, ephemeral !== undefined));
    } catch (error) {
      if (error instanceof ConnectionError) return false;
      if (!(error instanceof Unprocessed)) throw error;
      problems.push({ volume: name, message: error.message });
    }
  }
  record.claimed = found.size > 0 ? found : undefined;
  if (problems.length === 0) return true;
  const names = problems.map(({ volume }) => volume).join(' ');
  const why = problems.map(({ message }) => message).join('; ');
  const lists = `unmounted volumes=[${names}], unattached volumes=[], failed to process volumes=[${names}]`;
  const text = `Unable to attach or mount volumes: ${lists}: ${why}`;
  kubelet.recorder.event(record.pod, 'Warning', 'FailedMount', text);
  return false;
}

function* volumeOfClaim(
  { client }: KubeletState,
  { pod }: PodRecord,
  name: string,
  isOwn: boolean,
): Process<PersistentVolume> {
  const { namespace = '', uid } = pod.metadata;
  const failed = (why: string): Unprocessed => new Unprocessed(`error processing PVC ${namespace}/${name}: ${why}`);
  const ask = function* <T>(request: Process<T>, what: string): Process<T> {
    try {
      return yield* request;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      throw failed(`failed to fetch ${what} from API server: ${error.message}`);
    }
  };
  const claim = yield* ask(client.get(ClaimKind, namespace, name), 'PVC');
  if (isOwn && controllerOf(claim)?.uid !== uid) {
    const which = `${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name}`;
    throw failed(`PVC ${which} (pod is not owner)`);
  }
  if (isTerminating(claim)) throw failed('PVC is being deleted');
  const { volumeName = '' } = claim.spec ?? {};
  if (claim.status?.phase !== 'Bound' || volumeName === '') throw failed('PVC is not bound');
  return yield* ask(client.get(VolumeKind, '', volumeName), `PV ${volumeName}`);
}

/** What is behind a PersistentVolume: a directory of this machine, or a disk that any machine can have. */
export function volumeBehind(runtime: Runtime, { metadata, spec }: PersistentVolume): Volume {
  const path = spec?.hostPath?.path ?? spec?.local?.path;
  if (path !== undefined) return runtime.files.host.volume(path);
  const { disk } = runtime.options;
  const { nfs, csi, capacity } = spec ?? {};
  const bytes = capacity?.['storage'] === undefined ? undefined : quantityValue(capacity['storage']);
  // A file server has more than one claim may say.
  if (nfs) return disk(`nfs ${nfs.server}:${nfs.path}`, `${nfs.server}:${nfs.path}`);
  if (csi) return sized(disk(`csi ${csi.driver} ${csi.volumeHandle}`, '/dev/vdb'), bytes);
  return sized(disk(`volume ${metadata.name}`, '/dev/vdb'), bytes);
}

/** A disk is as large as its PersistentVolume says now: it may have grown. */
function sized(volume: Volume, sizeBytes: number | undefined): Volume {
  if (sizeBytes === undefined) return volume;
  volume.space = () => ({ sizeBytes, usedBytes: usedBytes(volume.root) });
  volume.grow = (bytes) => {
    if (usedBytes(volume.root) + bytes > sizeBytes) throw new SysError('ENOSPC');
  };
  return volume;
}
