import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { apiPod } from './kubelet-state.ts';

const REASON = 'DeadlineExceeded';
const MESSAGE = 'Pod was active on the node longer than the specified deadline';
/** Deadlines are looked at once in this time (the kubelet's sync ticker). */
const TICK_MS = 1000;

/**
 * Gives a Pod up when it has been active for longer than it may, and has the kubelet look at it again at its deadline.
 * Models pkg/kubelet/active_deadline.go.
 */
export function watchDeadline(kubelet: KubeletState, record: PodRecord, onDeadline: () => void): void {
  const { engine, scope } = kubelet;
  const seconds = record.pod.spec?.activeDeadlineSeconds;
  const startTime = (record.status ?? apiPod(record).status)?.startTime;
  if (seconds === undefined || startTime === undefined || record.verdict) return;
  const endMs = Date.parse(startTime) + seconds * 1000 - engine.unixMs;
  if (endMs <= 0) {
    record.verdict = { phase: 'Failed', reason: REASON, message: MESSAGE };
    kubelet.recorder.event(apiPod(record), 'Normal', REASON, MESSAGE);
  } else if (record.deadlineSeconds !== seconds) {
    record.deadlineSeconds = seconds;
    engine.after(endMs + TICK_MS * kubelet.random.next(), onDeadline, undefined, scope);
  }
}
