import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { podRequests, qosClass } from '../../../api/pod.ts';
import { tolerates } from '../../../api/taints.ts';
import { quantityValue } from '../../../base/quantity.ts';
import type { Refusal } from '../admission.ts';
import { apiPod, type KubeletState, type PodRecord } from '../kubelet-state.ts';
import { terminatePod } from '../pod-worker.ts';
import type { Runtime } from '../runtime.ts';
import { type ContainerStats, nodeStats } from '../stats/node-stats.ts';
import { type EvictionNotice, memoryNotice } from './message.ts';
import { type EvictionCandidate, rankForEviction } from './rank.ts';

/** The manager looks this often; evictionHard's memory.available; evictionPressureTransitionPeriod. */
const MONITOR_MS = 10_000;
const HARD_BYTES = 100 * 1024 * 1024;
const TRANSITION_MS = 300_000;
/** Evicted Pods have a second to end; the manager waits so long for them and looks this often. */
const GRACE_MS = 1000;
const CLEAN_UP_MS = 30_000;
const POLL_MS = 1000;
/** Priority from which on a Pod is critical and never evicted. */
const CRITICAL_PRIORITY = 2_000_000_000;
const TAINT = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };

/** What keeps a node from running out of memory. */
export interface EvictionManager {
  readonly hasMemoryPressure: boolean;
  /** Why a Pod may not come now. */
  refusal(pod: Pod): Refusal | undefined;
}

/**
 * Evicts Pods when memory is short. It looks each 10 s while something has changed since it looked last, while a
 * server leaks, or while the node is under pressure: between looks at which nothing has changed nobody could tell. Models
 * pkg/kubelet/eviction/eviction_manager.go, for memory.available.
 */
export function startEvictionManager(kubelet: KubeletState): EvictionManager {
  const { engine, scope, runtime, machine } = kubelet;
  const capacity = quantityValue(machine.spec.memory);
  let observedMs = -Infinity;
  let pressure = false;
  let scheduled = false;

  const scheduleAt = (atMs: number): void => {
    if (scheduled) return;
    scheduled = true;
    engine.at(atMs, look, undefined, scope);
  };
  const nextLookMs = (): number =>
    kubelet.startedMs + (Math.floor((engine.nowMs - kubelet.startedMs) / MONITOR_MS) + 1) * MONITOR_MS;
  const look = (): void => {
    scheduled = false;
    const evicted = synchronize();
    if (evicted) waitFor(evicted, engine.nowMs + CLEAN_UP_MS);
    else if (pressure || hasLeak(runtime)) scheduleAt(nextLookMs());
  };
  const waitFor = (record: PodRecord, untilMs: number): void => {
    scheduled = true;
    const poll = (): void => {
      if (record.stage === 'done' || engine.nowMs >= untilMs) look();
      else waitFor(record, untilMs);
    };
    engine.after(POLL_MS, poll, undefined, scope);
  };
  const synchronize = (): PodRecord | undefined => {
    const stats = nodeStats(machine.name, runtime);
    const available = capacity - stats.node.memoryBytes;
    const isLow = available < HARD_BYTES;
    if (isLow) observedMs = engine.nowMs;
    setPressure(engine.nowMs - observedMs < TRANSITION_MS);
    if (!isLow) return undefined;
    event(kubelet, 'EvictionThresholdMet', 'Attempting to reclaim memory');
    const measured = new Map(stats.pods.map(({ podUid, containers }) => [podUid, containers]));
    const candidates = [...kubelet.pods.values()]
      .filter((record) => record.stage === 'sync' && !isCritical(record))
      .map((record) => candidate(record, measured.get(record.uid) ?? []));
    const [first] = rankForEviction('memory', candidates);
    if (!first) return undefined;
    const { record, containers } = first;
    evict(kubelet, record, memoryNotice(HARD_BYTES, available, record.pod.spec!.containers, containers));
    return record;
  };
  const setPressure = (next: boolean): void => {
    if (pressure === next) return;
    pressure = next;
    kubelet.onConditionsChanged();
  };
  runtime.onMemory = () => scheduleAt(nextLookMs());
  return {
    get hasMemoryPressure() {
      return pressure;
    },
    refusal({ spec }) {
      if (!pressure || (spec?.priority ?? 0) >= CRITICAL_PRIORITY) return undefined;
      if (qosClass(spec!) !== 'BestEffort' || spec?.tolerations?.some((one) => tolerates(one, TAINT))) return undefined;
      return { reason: 'Evicted', message: 'The node had condition: [MemoryPressure]. ' };
    },
  };
}

interface Measured extends EvictionCandidate {
  readonly record: PodRecord;
  readonly containers: readonly ContainerStats[];
}

function candidate(record: PodRecord, containers: readonly ContainerStats[]): Measured {
  const { spec } = record.pod;
  const usage = containers.length === 0 ? undefined : containers.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const request = podRequests(spec!)['memory'] ?? 0;
  return { name: record.key, priority: spec?.priority ?? 0, request, usage, record, containers };
}

/** Some server needs more and more memory without any event that says so. */
function hasLeak({ sandboxes }: Runtime): boolean {
  for (const { containers } of sandboxes.values()) {
    if (containers.some(({ state, behaviour }) => state === 'running' && behaviour?.leakPerSecond)) return true;
  }
  return false;
}

function isCritical({ pod, isStatic }: PodRecord): boolean {
  return isStatic || (pod.spec?.priority ?? 0) >= CRITICAL_PRIORITY;
}

function evict(kubelet: KubeletState, record: PodRecord, { message, annotations }: EvictionNotice): void {
  kubelet.recorder.event(apiPod(record), 'Warning', 'Evicted', message, { annotations });
  const condition = { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message };
  record.verdict = { phase: 'Failed', reason: 'Evicted', message, condition };
  terminatePod(kubelet, record, GRACE_MS);
}

function event(kubelet: KubeletState, reason: string, message: string): void {
  const { name } = kubelet.machine;
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name, uid: name } };
  kubelet.recorder.event(node, 'Warning', reason, message);
}
