import type { RuntimeContainer, Sandbox } from '../runtime-container.ts';

/** What is known of an image on a machine, in virtual milliseconds. */
export interface ImageRecord {
  readonly pulledMs: number;
  /** When the collection of images first saw it. */
  readonly detectedMs?: number;
  /** When the last container that was made from it went. */
  readonly freedMs?: number;
}

/** The images from which a machine's containers are made, those that have ended included. */
export function usedImages(sandboxes: ReadonlyMap<string, Sandbox>): Set<string> {
  const used = new Set<string>();
  for (const { containers } of sandboxes.values()) for (const { image } of containers) used.add(image.name);
  return used;
}

/** Containers are removed: from now on their images may be unused. */
export function noteFreed(
  records: Map<string, ImageRecord>,
  containers: readonly RuntimeContainer[],
  nowMs: number,
): void {
  for (const { image } of containers) {
    records.set(image.name, { ...(records.get(image.name) ?? { pulledMs: 0 }), freedMs: nowMs });
  }
}
