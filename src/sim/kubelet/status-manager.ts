import { isBug } from '../../api/control/bug.ts';
import type { Pod, PodStatus } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { spawnGuarded } from '../client/guard.ts';
import { apiPod, type KubeletState, type PodRecord } from './kubelet-state.ts';

/** A failed write is tried again this much later. */
const RETRY_MS = 10_000;

/** Takes over a Pod's new status and has it written if it differs. Models pkg/kubelet/status/status_manager.go. */
export function setPodStatus(kubelet: KubeletState, record: PodRecord, status: PodStatus): void {
  if (record.status === status) return;
  record.status = status;
  if (status !== apiPod(record).status) queueStatus(kubelet, record);
}

/** Has a Pod looked at by the status writer: its status, and its deletion once nothing of it is left. */
export function queueStatus(kubelet: KubeletState, record: PodRecord): void {
  if (record.statusQueued || record.deleted || (record.isStatic && !record.mirror)) return;
  record.statusQueued = true;
  kubelet.statusQueue.push(record);
  if (kubelet.writingStatus) return;
  kubelet.writingStatus = true;
  kubelet.busy++;
  spawnGuarded(kubelet.engine, kubelet.scope, writeStatuses(kubelet));
}

function* writeStatuses(kubelet: KubeletState): Process {
  for (let record = kubelet.statusQueue.shift(); record; record = kubelet.statusQueue.shift()) {
    record.statusQueued = false;
    if (record.deleted) continue;
    try {
      yield* writeStatus(kubelet, record);
    } catch (error) {
      if (isBug(error)) throw error;
      // A Pod that is gone is of no interest; everything else comes round again.
      if (!isReason(error, 'NotFound')) retryLater(kubelet, record);
    }
  }
  kubelet.writingStatus = false;
  kubelet.busy--;
}

function retryLater(kubelet: KubeletState, record: PodRecord): void {
  kubelet.engine.after(RETRY_MS, () => queueStatus(kubelet, record), undefined, kubelet.scope);
}

function* writeStatus(kubelet: KubeletState, record: PodRecord): Process {
  const { client } = kubelet;
  const known = apiPod(record);
  const { namespace = '', name = '' } = known.metadata;
  let current = yield* client.get(PodKind, namespace, name);
  if (current.metadata.uid !== known.metadata.uid) return;
  const changes = record.status ? changedParts(current.status ?? {}, record.status) : {};
  if (Object.keys(changes).length > 0) {
    const body = { metadata: { uid: current.metadata.uid }, status: changes };
    const type = 'application/merge-patch+json' as const;
    current = yield* client.patch(PodKind, namespace, name, { type, body, subresource: 'status' });
    shareStatus(record, current);
  }
  if (!isTerminating(current) || record.stage !== 'done' || record.isStatic) return;
  const preconditions = { uid: current.metadata.uid! };
  yield* client.delete(PodKind, namespace, name, { gracePeriodSeconds: 0, preconditions });
}

/** Keeps the API server's copy of an equal status instead of an own one. */
export function shareStatus(record: PodRecord, pod: Pod): void {
  if (record.status !== pod.status && deepEqual(record.status, pod.status)) record.status = pod.status;
}

/** The top-level fields of the status that differ, as a merge patch; conditions of others stay as they are. */
function changedParts(current: PodStatus, wanted: PodStatus): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  const before = current as Readonly<Record<string, unknown>>;
  const after = { ...wanted, conditions: mergedConditions(current, wanted) } as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(after)) if (!deepEqual(before[key], after[key])) changes[key] = after[key];
  for (const key of ['reason', 'message', 'podIP', 'podIPs']) {
    if (before[key] !== undefined && after[key] === undefined) changes[key] = null;
  }
  return changes;
}

const OWN = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

function mergedConditions(current: PodStatus, wanted: PodStatus): PodStatus['conditions'] {
  // Others may say, too, that a Pod is to be disrupted: the kubelet does when it has ended it.
  const isOwn = (type: string): boolean => OWN.has(type) || (type === 'DisruptionTarget' && wanted.phase === 'Failed');
  const own = (wanted.conditions ?? []).filter(({ type }) => isOwn(type));
  const others = (current.conditions ?? []).filter(
    ({ type }) => !own.some((one) => one.type === type) && !OWN.has(type),
  );
  return [...own, ...others];
}
