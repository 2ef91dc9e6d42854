import type { BySignal, KubeletSettings } from '../../../api/kubelet-settings.ts';
import { parseDuration } from '../../../base/duration.ts';
import { quantityValue } from '../../../base/quantity.ts';

/** What is watched. Models pkg/kubelet/eviction/api/types.go. */
export type Signal =
  | 'memory.available'
  | 'nodefs.available'
  | 'nodefs.inodesFree'
  | 'imagefs.available'
  | 'imagefs.inodesFree'
  | 'pid.available';

/** In the order in which thresholds are dealt with. */
export const SIGNALS: readonly Signal[] = [
  'memory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'pid.available',
];

export type PressureCondition = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';

/** In the order in which the kubelet writes them. */
export const PRESSURE_CONDITIONS: readonly PressureCondition[] = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];

export function conditionOf(signal: Signal): PressureCondition {
  if (signal === 'memory.available') return 'MemoryPressure';
  return signal === 'pid.available' ? 'PIDPressure' : 'DiskPressure';
}

/** What is to be reclaimed, as messages name it. */
export type Starved = 'memory' | 'ephemeral-storage' | 'inodes' | 'pids';

export function starvedBy(signal: Signal): Starved {
  if (signal === 'memory.available') return 'memory';
  if (signal === 'pid.available') return 'pids';
  return signal.endsWith('.inodesFree') ? 'inodes' : 'ephemeral-storage';
}

/** An amount, or a part of what there is. */
type ThresholdValue = { readonly amount: number } | { readonly share: number };

/** A limit below which what is available must not fall. */
export interface Threshold {
  readonly signal: Signal;
  readonly value: ThresholdValue;
  /** It must have been crossed so long before anybody is evicted; 0 for a hard one. */
  readonly graceMs: number;
  /** Once it has been crossed so much more has to be available. */
  readonly minReclaim: ThresholdValue | undefined;
}

/** What was measured of a signal. */
export interface Observation {
  readonly available: number;
  readonly capacity: number;
}

export type Observations = ReadonlyMap<Signal, Observation>;

/** The thresholds that a kubelet's settings name. Models ParseThresholdConfig. */
export function thresholdsOf(settings: KubeletSettings): readonly Threshold[] {
  const { evictionHard, evictionSoft, evictionSoftGracePeriod, evictionMinimumReclaim } = settings;
  const make = (list: BySignal, graceOf: (signal: Signal) => number): Threshold[] =>
    SIGNALS.filter((signal) => list[signal] !== undefined && !/^(0|100)%$/.test(list[signal])).map((signal) => {
      const reclaim = evictionMinimumReclaim[signal];
      return {
        signal,
        value: parseValue(list[signal]!),
        graceMs: graceOf(signal),
        minReclaim: reclaim === undefined ? undefined : parseValue(reclaim),
      };
    });
  return [
    ...make(evictionHard, () => 0),
    ...make(evictionSoft, (signal) => parseDuration(evictionSoftGracePeriod[signal] ?? '0s')),
  ];
}

/** Percentages are kept as 32-bit numbers upstream, which shows in the quantities of messages. */
function parseValue(text: string): ThresholdValue {
  if (!text.endsWith('%')) return { amount: quantityValue(text) };
  return { share: Math.fround(Math.fround(Number(text.slice(0, -1))) / 100) };
}

/** A threshold's amount for a capacity. */
export function amountOf(value: ThresholdValue, capacity: number): number {
  return 'amount' in value ? value.amount : Math.trunc(capacity * value.share);
}

/** The thresholds below which what is available has fallen. Models thresholdsMet. */
export function metBy(
  thresholds: readonly Threshold[],
  observations: Observations,
  enforceMinReclaim: boolean,
): readonly Threshold[] {
  return thresholds.filter(({ signal, value, minReclaim }) => {
    const seen = observations.get(signal);
    if (!seen) return false;
    const more = enforceMinReclaim && minReclaim ? amountOf(minReclaim, seen.capacity) : 0;
    return amountOf(value, seen.capacity) + more > seen.available;
  });
}

/** What the eviction manager remembers from look to look. */
export interface PressureState {
  /** Thresholds that were crossed for their grace period and whose minimum has not been reclaimed. */
  readonly met: readonly Threshold[];
  readonly firstMetMs: ReadonlyMap<Threshold, number>;
  readonly conditionSeenMs: ReadonlyMap<PressureCondition, number>;
  /** The conditions that the node reports. */
  readonly conditions: readonly PressureCondition[];
}

export const NO_PRESSURE: PressureState = {
  met: [],
  firstMetMs: new Map(),
  conditionSeenMs: new Map(),
  conditions: [],
};

/** The state after a look: `met` has the thresholds that call for eviction. Models the first half of synchronize. */
export function afterLook(
  before: PressureState,
  thresholds: readonly Threshold[],
  observations: Observations,
  nowMs: number,
  transitionMs: number,
): PressureState {
  const crossed = new Set([...metBy(thresholds, observations, false), ...metBy(before.met, observations, true)]);
  const firstMetMs = new Map([...crossed].map((one) => [one, before.firstMetMs.get(one) ?? nowMs]));
  const conditionSeenMs = new Map(before.conditionSeenMs);
  for (const { signal } of crossed) conditionSeenMs.set(conditionOf(signal), nowMs);
  const conditions = PRESSURE_CONDITIONS.filter(
    (condition) => nowMs - (conditionSeenMs.get(condition) ?? -Infinity) < transitionMs,
  );
  const met = [...firstMetMs].filter(([{ graceMs }, sinceMs]) => nowMs - sinceMs >= graceMs).map(([one]) => one);
  return { met, firstMetMs, conditionSeenMs, conditions };
}

/** The threshold that is dealt with first: memory before all others. Models byEvictionPriority. */
export function mostUrgent(met: readonly Threshold[]): Threshold | undefined {
  return SIGNALS.flatMap((signal) => met.filter((one) => one.signal === signal))[0];
}
