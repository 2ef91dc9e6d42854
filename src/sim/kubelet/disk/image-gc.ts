import type { KubeletState } from '../kubelet-state.ts';
import { nodeEvent } from '../node-events.ts';
import { type ImageRecord, usedImages } from './image-use.ts';

/** Images are looked at, and given up if the disk is full, this often. */
const PERIOD_MS = 300_000;

/** Gives images up that no container needs. */
export interface ImageGc {
  /** All that are old enough. */
  deleteUnused(): void;
  /** The disk may be fuller than images are allowed to make it: they are looked at in the next turn. */
  check(): void;
}

/**
 * Starts the collection of images: at every turn of 5 min it frees the disk down to the lower threshold when it is fuller
 * than the upper one, images unused longest first. Turns at which the disk has room cost nothing. Models
 * pkg/kubelet/images/image_gc_manager.go.
 */
export function startImageGc(kubelet: KubeletState): ImageGc {
  const { engine, scope, runtime, settings, startedMs } = kubelet;
  const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low } = settings;
  let scheduled = false;
  let hasFailed = false;

  const turnBefore = (atMs: number): number => startedMs + Math.floor((atMs - startedMs) / PERIOD_MS) * PERIOD_MS;
  const turn = (): void => {
    scheduled = false;
    const { capacityBytes, usedBytes } = runtime.files.measure();
    const available = capacityBytes - usedBytes;
    if (100 - Math.floor((available * 100) / capacityBytes) < high) {
      hasFailed = false;
      return;
    }
    const wanted = Math.floor((capacityBytes * (100 - low)) / 100) - available;
    const freed = free(wanted);
    check();
    if (freed >= wanted) {
      hasFailed = false;
      return;
    }
    const text = `Failed to garbage collect required amount of images. Attempted to free ${wanted} bytes, but only found ${freed} bytes eligible to free.`;
    nodeEvent(kubelet, 'Warning', 'FreeDiskSpaceFailed', text);
    if (hasFailed) nodeEvent(kubelet, 'Warning', 'ImageGCFailed', text);
    hasFailed = true;
  };
  const check = (): void => {
    if (scheduled) return;
    scheduled = true;
    engine.at(turnBefore(engine.nowMs) + PERIOD_MS, turn, undefined, scope);
  };
  const free = (bytes: number): number => {
    const { nowMs } = engine;
    const turnMs = turnBefore(nowMs);
    for (const name of runtime.images.keys()) {
      const record = runtime.imageRecords.get(name) ?? { pulledMs: 0 };
      // Images are noticed in turns, or now.
      const detectedMs = record.detectedMs ?? (record.pulledMs <= turnMs ? turnBefore(record.pulledMs) : nowMs);
      runtime.imageRecords.set(name, { ...record, detectedMs });
    }
    const victims = unusedImages(runtime.images, runtime.imageRecords, usedImages(runtime.sandboxes), turnBefore);
    let freed = 0;
    for (const { name, detectedMs } of victims) {
      if (freed >= bytes) break;
      if (nowMs - detectedMs < settings.imageMinimumGCAgeMs) continue;
      freed += runtime.images.get(name)?.sizeBytes ?? 0;
      runtime.images.delete(name);
      runtime.imageRecords.delete(name);
    }
    if (freed > 0) kubelet.onImagesChanged();
    return freed;
  };
  return { deleteUnused: () => void free(Infinity), check };
}

/** An image that no container is made from. */
interface UnusedImage {
  readonly name: string;
  readonly lastUsedMs: number;
  readonly detectedMs: number;
}

/**
 * The images that no container is made from, unused longest first.
 * @param turnBefore the last turn at or before a time: use is noticed in turns only
 */
function unusedImages(
  images: ReadonlyMap<string, unknown>,
  records: ReadonlyMap<string, ImageRecord>,
  used: ReadonlySet<string>,
  turnBefore: (atMs: number) => number,
): readonly UnusedImage[] {
  return [...images.keys()]
    .filter((name) => !used.has(name))
    .map((name) => {
      const { detectedMs = 0, freedMs } = records.get(name) ?? {};
      return { name, detectedMs, lastUsedMs: freedMs === undefined ? 0 : turnBefore(freedMs) };
    })
    .sort((a, b) => a.lastUsedMs - b.lastUsedMs || a.detectedMs - b.detectedMs);
}
