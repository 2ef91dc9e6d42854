import type { Process } from '../../api/process.ts';
import { Future } from '../engine/future.ts';
import { waitAtMost } from '../engine/wait-at-most.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';

/** Waits inside a sync; false when the Pod is to be stopped before the time is over. */
export function* until(kubelet: KubeletState, record: PodRecord, delayMs: number): Process<boolean> {
  if (record.stage !== 'sync') return false;
  const stop = new Future<void>();
  record.stopRequested = stop;
  yield* waitAtMost(kubelet.engine, stop, delayMs);
  record.stopRequested = undefined;
  return isWanted(record);
}

/** Whether the Pod is still to be kept running. */
export function isWanted(record: PodRecord): boolean {
  return record.stage === 'sync';
}
