import type { Container } from '../../api/k8s/core-v1.gen.ts';
import { type Process, wait } from '../../api/process.ts';
import { formatDuration } from '../../base/duration.ts';
import { Future } from '../engine/future.ts';
import type { PullableImage } from '../images/registry.ts';
import { backoffLeftMs, nextBackoff } from './backoff.ts';
import { containerEvent, type KubeletState, type PodRecord, troublesOf, type WaitReason } from './kubelet-state.ts';
import { isWanted, until } from './until.ts';

/** A registry answers a request for a manifest after this time, and sends layers this fast, unpacking included. */
const RESOLVE_MS = 400;
const BYTES_PER_MS = 40_000;

/** The image of a container on disk, or why it cannot be had. */
export type EnsuredImage = { readonly image: PullableImage } | { readonly wait: WaitReason };

/** Sees to it that a container's image is on the machine. Models pkg/kubelet/images/image_manager.go (EnsureImageExists). */
export function* ensureImage(kubelet: KubeletState, record: PodRecord, container: Container): Process<EnsuredImage> {
  const text = container.image ?? '';
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    containerEvent(kubelet, record, container.name, type, reason, message);
  const found = kubelet.registry.lookup(text);
  if ('invalidName' in found) {
    const message = `Failed to apply default image tag "${text}": ${found.invalidName}`;
    tell('Warning', 'InspectFailed', message);
    return { wait: { reason: 'InvalidImageName', message } };
  }
  const present = 'image' in found && kubelet.runtime.images.has(found.image.name);
  const policy = container.imagePullPolicy ?? 'IfNotPresent';
  if (present && policy !== 'Always') {
    tell('Normal', 'Pulled', `Container image "${text}" already present on machine`);
    // A tag that has been pushed anew is what it was where it is on the disk already.
    return { image: kubelet.runtime.images.get(found.image.name)! };
  }
  if (policy === 'Never') {
    const message = `Container image "${text}" is not present with pull policy of Never`;
    tell('Warning', 'ErrImageNeverPull', message);
    return { wait: { reason: 'ErrImageNeverPull', message } };
  }
  const { engine } = kubelet;
  const entry = record.troubles?.pulls.get(text);
  if (entry && backoffLeftMs(entry, entry.updatedMs, engine.nowMs) > 0) {
    tell('Normal', 'BackOff', `Back-off pulling image "${text}"`);
    const message = `Back-off pulling image "${text}": ErrImagePull: ${entry.error}`;
    return { wait: { reason: 'ImagePullBackOff', message } };
  }
  tell('Normal', 'Pulling', `Pulling image "${text}"`);
  const askedMs = engine.nowMs;
  const error = 'error' in found ? found.error : refusalOf(kubelet, record, found.image);
  const pulled = yield* pullInTurn(kubelet, record, 'error' in found || error ? undefined : found.image);
  if (pulled === undefined) return { wait: { reason: 'ContainerCreating', message: '' } };
  if ('error' in found || error !== undefined) {
    const message = error ?? '';
    tell('Warning', 'Failed', `Failed to pull image "${text}": ${message}`);
    troublesOf(record).pulls.set(text, { ...nextBackoff(entry, engine.nowMs, engine.nowMs), error: message });
    return { wait: { reason: 'ErrImagePull', message } };
  }
  record.troubles?.pulls.delete(text);
  const took = formatDuration(Math.floor(engine.nowMs - pulled.beganMs));
  const waited = formatDuration(Math.floor(engine.nowMs - askedMs));
  const size = `Image size: ${found.image.sizeBytes} bytes.`;
  tell('Normal', 'Pulled', `Successfully pulled image "${text}" in ${took} (${waited} including waiting). ${size}`);
  return { image: found.image };
}

/** Why none of a Pod's logins opens an image's registry; each is tried. Models kuberuntime_image.go (PullImage). */
function refusalOf({ registry }: KubeletState, { keyring }: PodRecord, image: PullableImage): string | undefined {
  const logins = keyring?.lookUp(image.name.replace(/(:[^/]*|@.*)$/, '')) ?? [];
  const refusals = (logins.length > 0 ? logins : [undefined]).map((login) => registry.refusal(image, login));
  if (refusals.includes(undefined)) return undefined;
  const texts = [...new Set(refusals)];
  return texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
}

/** Pulls are one after the other on a machine (serializeImagePulls). Undefined when the Pod is to be stopped. */
function* pullInTurn(
  kubelet: KubeletState,
  record: PodRecord,
  image: PullableImage | undefined,
): Process<{ beganMs: number } | undefined> {
  const { engine, runtime } = kubelet;
  const done = new Future<void>();
  const before = kubelet.lastPull;
  kubelet.lastPull = done;
  try {
    if (before && !before.settled) yield* wait(before);
    if (!isWanted(record)) return undefined;
    const beganMs = engine.nowMs;
    const isNew = image !== undefined && runtime.images.get(image.name)?.id !== image.id;
    const jitter = kubelet.random.uniform(0.8, 1.2);
    const pullMs = (RESOLVE_MS + (isNew ? image.sizeBytes / BYTES_PER_MS : 0)) * jitter;
    if (!(yield* until(kubelet, record, pullMs))) return undefined;
    if (isNew) {
      runtime.images.set(image.name, image);
      runtime.imageRecords.set(image.name, { pulledMs: engine.nowMs });
      runtime.files.disk.note(image.sizeBytes);
      kubelet.onImagesChanged();
    }
    return { beganMs };
  } finally {
    done.resolve();
  }
}
