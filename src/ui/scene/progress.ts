import type { PodRow } from '../../protocol/view.ts';
import { useCluster } from '../store/cluster-store.ts';

/** How far a Pod's creation has come, 0 to 1; a third when nobody knows. */
export function creatingShare(pod: PodRow, nowMs: number): number {
  const span = pod.progressToMs - pod.progressFromMs;
  if (span <= 0) return 0.35;
  return Math.min(1, Math.max(0, (nowMs - pod.progressFromMs) / span));
}

/** How much of its grace period a Pod has left, 1 to 0. */
export function graceShare(pod: PodRow, nowMs: number): number {
  const span = pod.terminatingToMs - pod.terminatingFromMs;
  if (span <= 0) return 0;
  return Math.min(1, Math.max(0, (pod.terminatingToMs - nowMs) / span));
}

const following = new Map<SVGElement, PodRow>();
let stop: (() => void) | null = null;

function update(element: SVGElement, pod: PodRow, nowMs: number): void {
  const share = pod.state === 'creating' ? creatingShare(pod, nowMs) : graceShare(pod, nowMs);
  element.style.transform = `scaleY(${share.toFixed(3)})`;
}

/** Keeps an element's height at the Pod's progress in virtual time. Returns how to stop. */
export function followProgress(element: SVGElement, pod: PodRow): () => void {
  following.set(element, pod);
  update(element, pod, useCluster.getState().nowMs);
  stop ??= useCluster.subscribe((state, before) => {
    if (state.nowMs === before.nowMs) return;
    for (const [each, row] of following) update(each, row, state.nowMs);
  });
  return () => {
    following.delete(element);
    element.style.transform = '';
    if (following.size === 0) {
      stop?.();
      stop = null;
    }
  };
}
