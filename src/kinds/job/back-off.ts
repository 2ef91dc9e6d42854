import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { finishedMs } from './job-pod.ts';

/** Pods are created again after this time, which doubles with each failure in a row up to the limit. */
const BASE_MS = 10_000;
const MAX_MS = 10 * 60_000;

/** How often a Job's Pods have failed since one last succeeded, and when the last one did. */
export interface BackOffRecord {
  readonly failures: number;
  readonly lastFailureMs: number;
}

export const NO_FAILURES: BackOffRecord = { failures: 0, lastFailureMs: 0 };

/** The record with Pods that have ended since. Models newBackoffRecord of pkg/controller/job. */
export function nextRecord(record: BackOffRecord, succeeded: readonly Pod[], failed: readonly Pod[]): BackOffRecord {
  const failures = failed.map(finishedMs);
  if (succeeded.length === 0) {
    if (failures.length === 0) return record;
    return { failures: record.failures + failures.length, lastFailureMs: Math.max(...failures) };
  }
  const successMs = Math.max(...succeeded.map(finishedMs));
  const since = failures.filter((ms) => ms > successMs);
  return since.length === 0 ? NO_FAILURES : { failures: since.length, lastFailureMs: Math.max(...since) };
}

/** Milliseconds until Pods may be created again. Models getRemainingTimeForFailuresCount. */
export function remainingMs({ failures, lastFailureMs }: BackOffRecord, nowMs: number): number {
  if (failures === 0) return 0;
  const delayMs = Math.min(BASE_MS * 2 ** (failures - 1), MAX_MS);
  return Math.max(0, delayMs - (nowMs - lastFailureMs));
}
