import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { qosClass } from '../../../api/pod.ts';
import { podRequests } from '../../../api/pod-resources.ts';
import { tolerates } from '../../../api/taints.ts';
import { quantityValue } from '../../../base/quantity.ts';
import type { Refusal } from '../admission.ts';
import type { DiskState } from '../disk/machine-disk.ts';
import { reclaimDisk } from '../disk/reclaim.ts';
import { apiPod, type KubeletState, type PodRecord } from '../kubelet-state.ts';
import { nodeEvent } from '../node-events.ts';
import { terminatePod } from '../pod-worker.ts';
import type { Runtime } from '../runtime.ts';
import { nodeMemory, nodeStats, type PodStats, settleCpu } from '../stats/node-stats.ts';
import { hasStorageLimits, storageExcess, totalBytes } from './local-storage.ts';
import { type ContainerUse, type EvictionNotice, evictionNotice } from './message.ts';
import { killOutOfMemory } from './node-oom.ts';
import { observe, podProcesses } from './observe.ts';
import { PodDisks } from './pod-disks.ts';
import { type EvictionCandidate, type EvictionSignal, rankForEviction } from './rank.ts';
import {
  afterLook,
  amountOf,
  metBy,
  mostUrgent,
  NO_PRESSURE,
  type Observations,
  type PressureCondition,
  type PressureState,
  type Starved,
  starvedBy,
  type Threshold,
  thresholdsOf,
} from './thresholds.ts';

/** The manager looks this often. */
const MONITOR_MS = 10_000;
/** Pods evicted at once have a second to end; the manager waits so long for them and looks this often. */
const GRACE_MS = 1000;
const CLEAN_UP_MS = 30_000;
const POLL_MS = 1000;
/** The kernel acts this soon after memory has been asked for. */
const OOM_MS = 20;
/** Priority from which on a Pod is critical and never evicted. */
const CRITICAL_PRIORITY = 2_000_000_000;
const TAINT = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };

/** What keeps a node from running out of memory, disk and processes. */
export interface EvictionManager {
  /** What the node is short of, or was until a short time ago. */
  readonly conditions: readonly PressureCondition[];
  /** Why a Pod may not come now. */
  refusal(pod: Pod): Refusal | undefined;
  /** A Pod has come. */
  admitted(pod: Pod): void;
}

/** The manager's own state. */
interface Watch {
  readonly kubelet: KubeletState;
  readonly thresholds: readonly Threshold[];
  readonly memoryBytes: number;
  readonly disks: PodDisks;
  state: PressureState;
  /** The disk as it was seen last. */
  disk: DiskState;
}

/**
 * Evicts Pods when a node runs short of something. It looks each 10 s while something has changed since it looked last,
 * while a server leaks, or while the node is under pressure: between looks at which nothing has changed nobody could tell.
 * Models pkg/kubelet/eviction/eviction_manager.go.
 */
export function startEvictionManager(kubelet: KubeletState): EvictionManager {
  const { engine, scope, runtime, machine, settings } = kubelet;
  const { disk } = runtime.files;
  const thresholds = thresholdsOf(settings);
  const memoryBytes = quantityValue(machine.spec.memory);
  const disks = new PodDisks(runtime);
  const watch: Watch = { kubelet, thresholds, memoryBytes, disks, state: NO_PRESSURE, disk: disk.measure() };
  const countsPids = thresholds.some(({ signal }) => signal === 'pid.available');
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
    if (hasLeak(runtime)) killOutOfMemory(kubelet, memoryBytes);
    const before = watch.state.conditions;
    const evicted = synchronize(watch);
    if (before.join() !== watch.state.conditions.join()) kubelet.onConditionsChanged();
    // Who is evicted may have written already.
    disk.slack = slackOf(watch, evicted.length > 0 ? disk.measure() : watch.disk);
    if (evicted.length > 0) waitFor(evicted, engine.nowMs + CLEAN_UP_MS);
    else if (isUneasy(watch) || countsPids || hasLeak(runtime)) scheduleAt(nextLookMs());
  };
  const waitFor = (records: readonly PodRecord[], untilMs: number): void => {
    scheduled = true;
    const poll = (): void => {
      if (records.every(({ stage }) => stage === 'done') || engine.nowMs >= untilMs) look();
      else waitFor(records, untilMs);
    };
    engine.after(POLL_MS, poll, undefined, scope);
  };
  let looksForOom = false;
  runtime.onMemory = () => {
    scheduleAt(nextLookMs());
    if (looksForOom) return;
    looksForOom = true;
    const lookForOom = (): void => {
      looksForOom = false;
      killOutOfMemory(kubelet, memoryBytes);
    };
    engine.after(OOM_MS, lookForOom, undefined, scope);
  };
  disk.onLow = () => {
    scheduleAt(nextLookMs());
    kubelet.images.check();
  };
  disk.slack = slackOf(watch, watch.disk);
  if (countsPids) scheduleAt(nextLookMs());
  return {
    get conditions() {
      return watch.state.conditions;
    },
    refusal: (pod) => refusal(watch.state.conditions, pod),
    admitted({ spec }) {
      if (hasStorageLimits(spec!)) disk.slack = { bytes: 0, inodes: 0 };
    },
  };
}

/** Whether a Pod may come while the node is under pressure. Models Admit. */
function refusal(conditions: readonly PressureCondition[], { spec }: Pod): Refusal | undefined {
  if (conditions.length === 0 || (spec?.priority ?? 0) >= CRITICAL_PRIORITY) return undefined;
  if (conditions.length === 1 && conditions[0] === 'MemoryPressure') {
    if (qosClass(spec!) !== 'BestEffort' || spec?.tolerations?.some((one) => tolerates(one, TAINT))) return undefined;
  }
  return { reason: 'Evicted', message: `The node had condition: [${conditions.join(' ')}]. ` };
}

/** One look, and what follows from it: the Pods that are evicted. Models synchronize. */
function synchronize(watch: Watch): readonly PodRecord[] {
  const { kubelet, thresholds, disks } = watch;
  const { engine, runtime, settings } = kubelet;
  const observations = see(watch);
  const { nowMs } = engine;
  const transitionMs = settings.evictionPressureTransitionPeriodMs;
  watch.state = afterLook(watch.state, thresholds, observations, nowMs, transitionMs);
  const active = [...kubelet.pods.values()].filter(({ stage }) => stage === 'sync');
  const excessive = evictExcessive(watch, active);
  disks.forget(runtime.sandboxes);
  if (excessive.length > 0) return excessive;
  const urgent = mostUrgent(watch.state.met);
  if (!urgent) return [];
  const starved = starvedBy(urgent.signal);
  nodeEvent(kubelet, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${starved}`);
  if (starved === 'ephemeral-storage' || starved === 'inodes') {
    reclaimDisk(kubelet);
    if (metBy(thresholds, see(watch), true).length === 0) return [];
  }
  const { pods } = nodeStats(kubelet.machine.name, runtime);
  const measured = active
    .filter((record) => !isCritical(record))
    .map((record) => candidate(watch, pods, starved, record));
  const [first] = rankForEviction(RANKED_AS[starved], measured);
  if (!first) return [];
  const { record, uses } = first;
  const { containers, initContainers = [], terminationGracePeriodSeconds = 30 } = record.pod.spec!;
  const all = [...containers, ...initContainers];
  const notice = evictionNotice(starved, watch.state.met, observations, all, uses);
  const softMs = Math.min(settings.evictionMaxPodGracePeriodMs, terminationGracePeriodSeconds * 1000);
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'TerminationByKubelet',
    message: notice.message,
  };
  evict(kubelet, record, urgent.graceMs === 0 ? GRACE_MS : Math.max(GRACE_MS, softMs), notice, condition);
  return [record];
}

/** One look at the machine. */
function see(watch: Watch): Observations {
  const { kubelet, memoryBytes } = watch;
  const { runtime } = kubelet;
  settleCpu(runtime);
  const memory = { available: memoryBytes - nodeMemory(runtime), capacity: memoryBytes };
  watch.disk = runtime.files.measure();
  return observe(runtime, memory, watch.disk);
}

/** Evicts all Pods that have more on the disk than their own limits allow. */
function evictExcessive({ kubelet, disks }: Watch, active: readonly PodRecord[]): readonly PodRecord[] {
  return active.filter((record) => {
    if (isCritical(record) || !hasStorageLimits(record.pod.spec!)) return false;
    const disk = disks.of(record, kubelet.engine.nowMs);
    const message = disk && storageExcess(record.pod, disk);
    if (message === undefined) return false;
    evict(kubelet, record, GRACE_MS, { message, annotations: {} });
    return true;
  });
}

const RANKED_AS: Readonly<Record<Starved, EvictionSignal>> = {
  memory: 'memory',
  'ephemeral-storage': 'disk',
  inodes: 'disk',
  pids: 'pid',
};

interface Measured extends EvictionCandidate {
  readonly record: PodRecord;
  /** What its containers use of what is starved. */
  readonly uses: readonly ContainerUse[];
}

function candidate(
  { kubelet, disks }: Watch,
  pods: readonly PodStats[],
  starved: Starved,
  record: PodRecord,
): Measured {
  const { spec } = record.pod;
  const request = podRequests(spec!)[starved] ?? 0;
  const known = { name: record.key, priority: spec?.priority ?? 0, request, record };
  const stats = pods.find(({ podUid }) => podUid === record.uid);
  if (!stats) return { ...known, usage: undefined, uses: [] };
  if (starved === 'pids') {
    return { ...known, usage: podProcesses(kubelet.runtime.sandboxes, record.uid), uses: [] };
  }
  if (starved === 'memory') {
    const uses = stats.containers.map(({ name, memoryBytes }) => ({ name, bytes: memoryBytes }));
    return { ...known, usage: uses.reduce((sum, { bytes }) => sum + bytes, 0), uses };
  }
  const disk = disks.of(record, kubelet.engine.nowMs);
  if (!disk) return { ...known, usage: undefined, uses: [] };
  const uses = disk.containers.map(({ name, rootfs, logs }) => ({ name, bytes: rootfs + logs }));
  return { ...known, usage: starved === 'inodes' ? disk.inodes : totalBytes(disk), uses };
}

/** How much may be written before the manager, or the collection of images, has to look. */
function slackOf({ kubelet, thresholds }: Watch, state: DiskState): { bytes: number; inodes: number } {
  for (const { pod, stage } of kubelet.pods.values()) {
    if (stage === 'sync' && hasStorageLimits(pod.spec!)) return { bytes: 0, inodes: 0 };
  }
  const slack = {
    bytes: (state.capacityBytes * kubelet.settings.imageGCHighThresholdPercent) / 100 - state.usedBytes,
    inodes: Infinity,
  };
  for (const { signal, value } of thresholds) {
    if (signal.endsWith('fs.available')) {
      const left = state.capacityBytes - state.usedBytes - amountOf(value, state.capacityBytes);
      slack.bytes = Math.min(slack.bytes, left);
    } else if (signal.endsWith('.inodesFree')) {
      slack.inodes = Math.min(slack.inodes, state.inodes - state.inodesUsed - amountOf(value, state.inodes));
    }
  }
  return slack;
}

/** Something is short, or a Pod has more on the disk than its statistics say yet. */
function isUneasy({ state, disks, kubelet }: Watch): boolean {
  if (state.conditions.length > 0 || state.firstMetMs.size > 0) return true;
  for (const record of kubelet.pods.values()) {
    if (record.stage === 'sync' && hasStorageLimits(record.pod.spec!) && disks.isStale(record)) return true;
  }
  return false;
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

type Condition = NonNullable<PodRecord['verdict']>['condition'];

function evict(
  kubelet: KubeletState,
  record: PodRecord,
  graceMs: number,
  { message, annotations }: EvictionNotice,
  condition?: Condition,
): void {
  const isPlain = Object.keys(annotations).length === 0;
  kubelet.recorder.event(apiPod(record), 'Warning', 'Evicted', message, isPlain ? {} : { annotations });
  record.verdict = { phase: 'Failed', reason: 'Evicted', message, ...(condition ? { condition } : {}) };
  terminatePod(kubelet, record, graceMs);
}
